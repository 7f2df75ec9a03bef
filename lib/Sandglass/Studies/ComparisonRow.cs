using Sandglass.Blocks;

namespace Sandglass.Studies;

/// <summary>One family at one budget, summarised over seeds: a point of the accuracy-against-cost figures.</summary>
/// <param name="Family">The block that fills the macro-plan.</param>
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
    BlockFamily Family,
    string Budget,
    double Width,
    long Parameters,
    long MultiplyAdds,
    IReadOnlyList<int> Seeds,
    IReadOnlyList<double> TestAccuracies,
    Interval TestAccuracy,
    double SecondsPerRun,
    double TrainingImagesPerSecond);
