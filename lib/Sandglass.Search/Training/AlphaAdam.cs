namespace Sandglass.Search.Training;

/// <summary>
/// Adam (Kingma and Ba 2015) with weight decay as part of the gradient, in double precision on plain numbers: there are
/// few alphas, and no scalar of TorchSharp's is needed.
/// </summary>
/// <param name="count">How many numbers.</param>
/// <param name="rate">Learning rate.</param>
/// <param name="decay">Weight decay.</param>
internal sealed class AlphaAdam(int count, double rate, double decay)
{
    private const double MeanDecay = 0.5; // of DARTS; Adam's own is 0.9
    private const double SquareDecay = 0.999;
    private const double Epsilon = 1e-8;

    /// <summary>Running mean of the gradients.</summary>
    internal double[] Mean { get; } = new double[count];

    /// <summary>Running mean of their squares.</summary>
    internal double[] Square { get; } = new double[count];

    /// <summary>Changes the values by one step.</summary>
    /// <param name="values">The values, changed in place.</param>
    /// <param name="gradient">Their gradient.</param>
    /// <param name="step">Number of the step, from 1.</param>
    internal void Step(Span<double> values, ReadOnlySpan<double> gradient, int step)
    {
        var (meanShare, squareShare) = (1 - Math.Pow(MeanDecay, step), 1 - Math.Pow(SquareDecay, step));
        for (var i = 0; i < values.Length; i++)
        {
            var g = gradient[i] + (decay * values[i]);
            Mean[i] = (MeanDecay * Mean[i]) + ((1 - MeanDecay) * g);
            Square[i] = (SquareDecay * Square[i]) + ((1 - SquareDecay) * g * g);
            values[i] -= rate * (Mean[i] / meanShare) / (Math.Sqrt(Square[i] / squareShare) + Epsilon);
        }
    }
}
