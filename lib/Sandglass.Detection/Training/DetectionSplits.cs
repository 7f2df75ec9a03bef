using Sandglass.Data;
using Sandglass.Detection.Data;
using Sandglass.Detection.Data.Generated;
using Sandglass.Weights;

namespace Sandglass.Detection.Training;

/// <summary>The pictures of a run, all of the same classes and channels, and the weights that its backbone starts from.</summary>
/// <param name="Training">What the detector learns from.</param>
/// <param name="Validation">What choices are made on, looked at after epochs; null where there is none.</param>
/// <param name="Test">Read once, at the end.</param>
internal sealed record DetectionSplits(IDetectionSet Training, IDetectionSet? Validation, IDetectionSet Test) : IRunData
{
    /// <summary>The classifier's weights that <see cref="DetectionTask.BackboneWeights"/> names; null where it names none.</summary>
    public WeightFile? BackboneWeights { get; init; }

    /// <inheritdoc/>
    public DataIdentity Identity => new(Training.Name, Training.Sha256, Validation?.Sha256, Test.Sha256);

    /// <inheritdoc/>
    public int TrainingCount => Training.Count;

    /// <summary>Generated pictures as splits of a run.</summary>
    public static DetectionSplits Of(GeneratedSplits generated) => new(generated.Training, generated.Validation, generated.Test);

    /// <summary>Frees nothing: pictures are read as they are asked for.</summary>
    public void Dispose()
    {
    }
}
