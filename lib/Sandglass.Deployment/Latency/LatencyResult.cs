using MathNet.Numerics.Statistics;
using Sandglass.Statistics;

namespace Sandglass.Deployment.Latency;

/// <summary>How a network's latency lies beside the first one's.</summary>
internal enum LatencyVerdict
{
    /// <summary>The interval holds too much to say.</summary>
    Undecided,

    /// <summary>The interval lies within the margin around equality.</summary>
    Same,

    /// <summary>The interval lies below equality, and not within the margin.</summary>
    Faster,

    /// <summary>The interval lies above equality, and not within the margin.</summary>
    Slower,
}

/// <summary>What the turns of a network say.</summary>
/// <param name="Seconds">Time of a pass: the geometric mean over launches of the median over rounds, with its 95 % interval.</param>
/// <param name="Ratio">The same of its time over the first network's in the same round; null for the first.</param>
/// <param name="Verdict">What the ratio says; null for the first.</param>
internal sealed record LatencyResult(Interval Seconds, Interval? Ratio, LatencyVerdict? Verdict)
{
    /// <summary>
    /// The results by network. The launches are the sample: Student's t on logarithms, a median each, so that what differs from launch to
    /// launch is in the interval, and a disturbed round is not.
    /// </summary>
    /// <param name="turns">All turns.</param>
    /// <param name="margin">The greatest difference that is none, such as 0.03.</param>
    public static IReadOnlyList<LatencyResult> Of(IReadOnlyList<LatencyTurn> turns, double margin)
    {
        var first = turns.Where(turn => turn.Subject == 0).ToDictionary(turn => (turn.Launch, turn.Round), turn => turn.Seconds);
        return
        [
            .. turns.GroupBy(turn => turn.Subject).OrderBy(subject => subject.Key).Select(subject =>
            {
                var seconds = OverLaunches(subject, turn => turn.Seconds);
                if (subject.Key == 0)
                {
                    return new LatencyResult(seconds, null, null);
                }

                var ratio = OverLaunches(subject, turn => turn.Seconds / first[(turn.Launch, turn.Round)]);
                return new LatencyResult(seconds, ratio, Judge(ratio, margin));
            }),
        ];
    }

    internal static LatencyVerdict Judge(Interval ratio, double margin) =>
        ratio.Low >= 1 / (1 + margin) && ratio.High <= 1 + margin ? LatencyVerdict.Same
        : ratio.High < 1 ? LatencyVerdict.Faster
        : ratio.Low > 1 ? LatencyVerdict.Slower
        : LatencyVerdict.Undecided;

    private static Interval OverLaunches(IEnumerable<LatencyTurn> turns, Func<LatencyTurn, double> value)
    {
        var interval = TInterval.OfMean([.. turns.GroupBy(turn => turn.Launch).Select(launch => Math.Log(launch.Select(value).Median()))]);
        return interval with { Mean = Math.Exp(interval.Mean), Low = Math.Exp(interval.Low), High = Math.Exp(interval.High) };
    }
}
