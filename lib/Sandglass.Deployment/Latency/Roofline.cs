namespace Sandglass.Deployment.Latency;

/// <summary>
/// What a machine can do at most, measured with single operators (Williams et al. 2009, "Roofline"): an operator takes as long as
/// its arithmetic or as its bytes, whichever is longer, and besides what its activation takes and a fixed time to start. A network takes the sum.
/// </summary>
/// <param name="Rates">Of arithmetic by kind, in single precision and on 8-bit steps.</param>
/// <param name="ActivatedPerSecond">Numbers a second that a convolution puts through ReLU6.</param>
/// <param name="Start">Time to start an operator that only moves numbers, seconds.</param>
/// <param name="Bandwidths">Bytes a second by the bytes that an operator touches, the least first: caches are faster than memory.</param>
internal sealed record Roofline(IReadOnlyList<ArithmeticRate> Rates, double ActivatedPerSecond, double Start, IReadOnlyList<Bandwidth> Bandwidths)
{
    /// <summary>The predicted time of an operator.</summary>
    public PredictedTime Predict(OperatorWork work)
    {
        var rate = work.Kind is { } kind ? Rates.First(rate => rate.Kind == kind && rate.IsInteger == work.IsInteger) : null;
        var (arithmetic, bytes) = (rate is null ? 0 : work.MultiplyAdds / rate.PerSecond, work.Bytes / BandwidthOf(work.Bytes));
        return new PredictedTime((rate?.Start ?? Start) + Math.Max(arithmetic, bytes) + (work.Activated / ActivatedPerSecond), arithmetic > bytes);
    }

    /// <summary>Bytes a second, between two that were measured on a logarithmic scale.</summary>
    internal double BandwidthOf(double bytes)
    {
        var above = Bandwidths.FirstOrDefault(known => known.Bytes >= bytes) ?? Bandwidths[^1];
        var below = Bandwidths.LastOrDefault(known => known.Bytes <= bytes) ?? Bandwidths[0];
        var share = above.Bytes == below.Bytes ? 0 : Math.Log(bytes / below.Bytes) / Math.Log(above.Bytes / below.Bytes);
        return Math.Exp(((1 - share) * Math.Log(below.PerSecond)) + (share * Math.Log(above.PerSecond)));
    }
}

/// <summary>A rate of arithmetic.</summary>
/// <param name="Kind">Of what.</param>
/// <param name="IsInteger">Whether on 8-bit steps.</param>
/// <param name="PerSecond">Multiply-adds a second.</param>
/// <param name="Start">Time to start such an operator, seconds.</param>
internal sealed record ArithmeticRate(ArithmeticKind Kind, bool IsInteger, double PerSecond, double Start);

/// <summary>A rate of moving.</summary>
/// <param name="Bytes">Bytes that were read and written again and again.</param>
/// <param name="PerSecond">Bytes a second.</param>
internal sealed record Bandwidth(double Bytes, double PerSecond);

/// <summary>What is predicted of an operator.</summary>
/// <param name="Seconds">Its time.</param>
/// <param name="IsArithmetic">Whether its arithmetic bounds it, not its bytes.</param>
internal sealed record PredictedTime(double Seconds, bool IsArithmetic);
