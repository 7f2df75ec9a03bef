using MathNet.Numerics.Statistics;

namespace Benchmarks.Training;

/// <summary>The measurements of one family; place r of both lists was measured in round r.</summary>
/// <param name="Case">What was trained.</param>
/// <param name="CSharp">One measurement a round.</param>
/// <param name="Python">One a round; empty without a peer.</param>
internal sealed record FamilyResult(
    TrainingCase Case, IReadOnlyList<TrainingMeasurement> CSharp, IReadOnlyList<TrainingMeasurement> Python)
{
    /// <summary>Median images a second.</summary>
    internal static double Median(IReadOnlyList<TrainingMeasurement> side) => side.Select(m => m.ImagesPerSecond).Median();

    /// <summary>C#'s images a second over Python's: ratio of the medians, least and greatest of a round.</summary>
    internal (double OfMedians, double Least, double Greatest) Ratio()
    {
        var paired = CSharp.Zip(Python, (c, p) => c.ImagesPerSecond / p.ImagesPerSecond).ToArray();
        return (Median(CSharp) / Median(Python), paired.Min(), paired.Max());
    }

    /// <summary>Greatest difference between the losses of the steps that are compared.</summary>
    internal double LossDifference() =>
        CSharp.Zip(Python, (c, p) => c.Losses.Zip(p.Losses, (a, b) => Math.Abs(a - b)).Take(Case.ComparedSteps).Max()).Max();

    /// <summary>FLOP a second of training: forward and twice as much backward, two a multiply-add.</summary>
    internal double FlopsPerSecond() => 3 * 2 * Case.MultiplyAdds * Median(CSharp);
}
