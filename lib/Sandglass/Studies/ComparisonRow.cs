using MathNet.Numerics.Statistics;
using Sandglass.Statistics;

namespace Sandglass.Studies;

/// <summary>One arm at one budget, summarised over seeds: a point of the accuracy-against-cost figures.</summary>
/// <param name="Arm">Name of the arm; in the main comparison that of the family.</param>
/// <param name="Family">The family of its blocks.</param>
/// <param name="Budget">Name of the budget, such as <c>1x</c> or <c>0.4x</c>.</param>
/// <param name="Width">Width multiplier found for that budget.</param>
/// <param name="Parameters">Trainable parameters.</param>
/// <param name="MultiplyAdds">Multiply-adds of one image, convolutions and linear layers.</param>
/// <param name="Seeds">The seeds that were run.</param>
/// <param name="TestAccuracies">Test accuracy by seed, in [0, 1], in the order of <paramref name="Seeds"/>.</param>
/// <param name="TestAccuracy">Mean over seeds with its t interval.</param>
/// <param name="SecondsPerRun">Median wall-clock seconds of one run.</param>
/// <param name="TrainingImagesPerSecond">Median training speed.</param>
public sealed record ComparisonRow(
    string Arm,
    BlockFamily Family,
    string Budget,
    double Width,
    long Parameters,
    long MultiplyAdds,
    IReadOnlyList<int> Seeds,
    IReadOnlyList<double> TestAccuracies,
    Interval TestAccuracy,
    double SecondsPerRun,
    double TrainingImagesPerSecond)
{
    /// <summary>How many of the seeds diverged; with one the mean is NaN, since that of the others would flatter the arm.</summary>
    internal int Diverged { get; init; }

    /// <summary>Epochs of training; empty where they are not known.</summary>
    internal string Epochs { get; init; } = "";

    /// <summary>The row of one arm.</summary>
    /// <param name="runs">Its runs, by seed, at least one.</param>
    /// <param name="outcome">The column that is summarised, such as <c>test_accuracy</c>.</param>
    /// <exception cref="WorkbenchException">The arm has no family of blocks, by which it is drawn.</exception>
    public static ComparisonRow Of(IReadOnlyList<StudyRow> runs, string outcome = "test_accuracy")
    {
        var accuracies = runs.Select(run => run.Number(outcome)).ToArray();
        return new ComparisonRow(
            runs[0].Arm,
            runs[0].Family ?? throw new WorkbenchException($"arm {runs[0].Arm} has no family of blocks"),
            runs[0].Group,
            runs[0].Width,
            runs[0].Parameters,
            runs[0].MultiplyAdds,
            [.. runs.Select(run => run.Seed)],
            accuracies,
            TInterval.OfMean(accuracies),
            runs.Select(run => run.Seconds).Median(),
            runs.Select(run => run.ImagesPerSecond).Median())
        {
            Diverged = runs.Count(run => run.Diverged),
            Epochs = runs[0].Cells.GetValueOrDefault("epochs", ""),
        };
    }
}
