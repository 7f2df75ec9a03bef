using static TorchSharp.torch;

namespace Sandglass.Analysis.LinearProbes;

/// <summary>A matrix of samples by features, row after row.</summary>
/// <param name="Columns">Features a sample.</param>
/// <param name="Values">The numbers, <paramref name="Columns"/> a sample.</param>
internal sealed record Samples(int Columns, double[] Values)
{
    internal int Rows => Values.Length / Columns;

    internal Tensor ToTensor() => Matrices.Of(Values, Rows, Columns);
}
