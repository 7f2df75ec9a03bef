using MathNet.Numerics.Statistics;

namespace Benchmarks.Training;

/// <summary>The measurements of one family with so many processes at once; place r of every list was measured in round r.</summary>
/// <param name="Case">What was trained.</param>
/// <param name="Processes">Processes of a side at the same time.</param>
/// <param name="Rounds">Of each side, in the order of <see cref="TrainingSide.All"/>: one round an entry, one measurement a process.</param>
internal sealed record FamilyResult(TrainingCase Case, int Processes, IReadOnlyList<List<TrainingMeasurement[]>> Rounds)
{
    private List<TrainingMeasurement[]> Fused => Rounds[0];

    /// <summary>Images a second of all processes of a round together.</summary>
    internal static double ImagesPerSecond(IEnumerable<TrainingMeasurement> processes) => processes.Sum(m => m.ImagesPerSecond);

    /// <summary>Median images a second.</summary>
    internal static double Median(IEnumerable<TrainingMeasurement[]> side) => side.Select(ImagesPerSecond).Median();

    /// <summary>The fused kernels' images a second over the better of the others': ratio of the medians, least and greatest of a round.</summary>
    internal (double OfMedians, double Least, double Greatest) Ratio()
    {
        var better = Rounds.Skip(1).MaxBy(Median)!;
        var paired = Fused.Zip(better, (ours, theirs) => ImagesPerSecond(ours) / ImagesPerSecond(theirs)).ToArray();
        return (Median(Fused) / Median(better), paired.Min(), paired.Max());
    }

    /// <summary>Greatest difference between the fused kernels' losses and another side's, of the steps that are compared.</summary>
    internal double LossDifference() =>
        Rounds.SelectMany(side => side).SelectMany(round => round)
            .Max(m => m.Losses.Zip(Fused[0][0].Losses, (a, b) => Math.Abs(a - b)).Take(TrainingCase.ComparedSteps).Max());

    /// <summary>FLOP a second of the fused kernels' training: forward and twice as much backward, two a multiply-add.</summary>
    internal double FlopsPerSecond() => 3 * 2 * Case.MultiplyAdds * Median(Fused);
}
