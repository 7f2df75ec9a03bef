namespace Sandglass.Analysis.LinearProbes;

/// <summary>How well a linear classifier reads the class from one place.</summary>
/// <param name="Place">Dotted name of the place.</param>
/// <param name="Features">Features of the place before the projection.</param>
/// <param name="Dimension">Dimension after it, the same at every place.</param>
/// <param name="TrainingImages">Images that the classifier was fitted to.</param>
/// <param name="Accuracies">Share of correct validation images, one value a random projection.</param>
public sealed record LinearProbeResult(
    string Place, int Features, int Dimension, int TrainingImages, IReadOnlyList<double> Accuracies)
{
    /// <summary>Mean over the projections.</summary>
    public double Accuracy => Accuracies.Average();
}
