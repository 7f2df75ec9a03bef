namespace Sandglass.Detection.Training;

/// <summary>Which pictures a run saw, by content.</summary>
/// <param name="Name">Name of the training set.</param>
/// <param name="Training">SHA-256 of the training set.</param>
/// <param name="Validation">SHA-256 of the validation set, if there is one.</param>
/// <param name="Test">SHA-256 of the test set.</param>
public sealed record DetectionIdentity(string Name, string Training, string? Validation, string Test)
{
    /// <summary>The identity of splits.</summary>
    public static DetectionIdentity Of(DetectionSplits splits) =>
        new(splits.Training.Name, splits.Training.Sha256, splits.Validation?.Sha256, splits.Test.Sha256);
}
