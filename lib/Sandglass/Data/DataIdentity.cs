namespace Sandglass.Data;

/// <summary>What a run learns from and is tested on; who loads it disposes it.</summary>
internal interface IRunData : IDisposable
{
    /// <summary>Which images or pictures these are, by content.</summary>
    DataIdentity Identity { get; }

    /// <summary>How many images there are to learn from.</summary>
    int TrainingCount { get; }
}

/// <summary>Which images a run saw, by content.</summary>
/// <param name="Name">Name of the training set.</param>
/// <param name="Training">SHA-256 of the training images and labels.</param>
/// <param name="Validation">SHA-256 of the validation images and labels; null where there are none.</param>
/// <param name="Test">SHA-256 of the test images and labels.</param>
internal sealed record DataIdentity(string Name, string Training, string? Validation, string Test)
{
    /// <summary>The identity of loaded splits.</summary>
    public static DataIdentity Of(DatasetSplits data) =>
        new(data.Training.Name, data.Training.Sha256, data.Validation.Sha256, data.Test.Sha256);
}
