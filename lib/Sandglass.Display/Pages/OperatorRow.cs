namespace Sandglass.Display.Pages;

/// <summary>An operator of a network as its page shows it.</summary>
/// <param name="Name">Its name, perhaps of somebody else's choosing.</param>
/// <param name="Kind">What it is, such as <c>depthwise 3×3, stride 2</c>.</param>
/// <param name="Output">Shape of what it makes, such as <c>96×56²</c>.</param>
/// <param name="From">Where its activations come from: numbers of operators, from 0, and −1 for the network's first input, −2 for its second.</param>
/// <param name="Parameters">Trainable numbers.</param>
/// <param name="MultiplyAdds">Multiply-adds of one image.</param>
/// <param name="Single">What it costs in single precision.</param>
internal sealed record OperatorRow(
    string Name, string Kind, string Output, IReadOnlyList<int> From, long Parameters, long MultiplyAdds, OperatorCost Single)
{
    /// <summary>What it costs in 8 bits; null where there is no such network.</summary>
    public OperatorCost? Integers { get; init; }
}

/// <summary>What an operator costs at one precision, for one image.</summary>
/// <param name="Weights">Bytes of weights.</param>
/// <param name="Read">Bytes of activations that it reads.</param>
/// <param name="Written">Bytes of activations that it writes.</param>
/// <param name="Live">Bytes of activations in memory while it runs.</param>
/// <param name="LiveAfter">Bytes of activations in memory after it.</param>
internal sealed record OperatorCost(long Weights, long Read, long Written, long Live, long LiveAfter)
{
    /// <summary>Its time in a runtime, µs; null where it was not measured.</summary>
    public double? MeasuredMicroseconds { get; init; }

    /// <summary>Its time by a model of the machine, µs; null where there is none.</summary>
    public double? PredictedMicroseconds { get; init; }
}
