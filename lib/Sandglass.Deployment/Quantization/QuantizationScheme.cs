namespace Sandglass.Deployment.Quantization;

/// <summary>How a network is quantized after training, without training it further.</summary>
internal sealed record QuantizationScheme
{
    /// <summary>Bits of a weight, 2 to 8.</summary>
    [Released("8")]
    public int WeightBits { get; init; } = 8;

    /// <summary>Bits of an activation, 2 to 8.</summary>
    [Released("8")]
    public int ActivationBits { get; init; } = 8;

    /// <summary>Whether each output channel of a weight has a scale of its own.</summary>
    [Released("true")]
    public bool PerChannel { get; init; } = true;

    /// <summary>How the range of an activation follows from what calibration images make of it.</summary>
    [Released("\"minimumMaximum\"")]
    public RangeRule Range { get; init; } = RangeRule.MinimumMaximum;

    /// <summary>Whether biases make up for the shift that rounded weights bring (Nagel et al. 2019, section 4.2).</summary>
    [Released("false")]
    public bool CorrectsBias { get; init; }

    /// <summary>Whether the weights of neighbouring layers are scaled to like ranges first (Nagel et al. 2019, section 4.1).</summary>
    [Released("false")]
    public bool Equalizes { get; init; }

    /// <summary>Nodes that stay in single precision.</summary>
    [Released("[]")]
    public IReadOnlyList<string> InFloat { get; init; } = [];

    /// <summary>Checks the numbers.</summary>
    /// <returns>This scheme.</returns>
    /// <exception cref="WorkbenchException">A number of bits cannot be used.</exception>
    public QuantizationScheme Validated() => WeightBits is >= 2 and <= 8 && ActivationBits is >= 2 and <= 8
        ? this
        : throw new WorkbenchException($"weights and activations are quantized to 2 to 8 bits, not {WeightBits} and {ActivationBits}");
}

/// <summary>Which part of an activation's values keeps its steps; what lies outside becomes the end of the range.</summary>
internal enum RangeRule
{
    /// <summary>All of them.</summary>
    MinimumMaximum,

    /// <summary>All but one in ten thousand.</summary>
    Percentile,

    /// <summary>The part after which the distribution of steps is nearest to that of the values (Migacz 2017).</summary>
    Entropy,

    /// <summary>The part with the least mean squared error.</summary>
    MeanSquaredError,
}
