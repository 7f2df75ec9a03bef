using Sandglass.Detection.Data;

namespace Sandglass.Detection.Training;

/// <summary>The pictures of a run, all of the same classes and channels.</summary>
/// <param name="Training">What the detector learns from.</param>
/// <param name="Validation">What choices are made on, looked at after epochs; null where there is none.</param>
/// <param name="Test">Read once, at the end.</param>
public sealed record DetectionSplits(IDetectionSet Training, IDetectionSet? Validation, IDetectionSet Test)
{
    /// <summary>Generated pictures as splits of a run.</summary>
    public static DetectionSplits Of(GeneratedSplits generated) => new(generated.Training, generated.Validation, generated.Test);
}
