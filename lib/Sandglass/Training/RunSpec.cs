using Sandglass.Data;
using Sandglass.Networks;

namespace Sandglass.Training;

/// <summary>
/// What decides the bytes of a run: the same spec on the same machine gives the same weights and metrics, so its hash
/// names the run.
/// </summary>
/// <param name="Plan">The network.</param>
/// <param name="Recipe">How it is trained.</param>
/// <param name="Data">What it is trained, validated and tested on.</param>
/// <param name="Seed">Seed of all random streams.</param>
/// <param name="Device">Where it runs: <c>cpu</c> or <c>cuda</c>.</param>
/// <param name="Threads">Threads of libtorch; sums are split by thread, so results differ between thread counts.</param>
public sealed record RunSpec(
    NetworkPlan Plan, Recipe Recipe, DataIdentity Data, int Seed, string Device = "cpu", int Threads = 1)
{
    /// <summary>The first 16 hexadecimal digits of the SHA-256 of this spec as JSON.</summary>
    public string Hash => RunJson.Hash(this);
}

/// <summary>Which images a run saw, by content.</summary>
/// <param name="Name">Name of the training set.</param>
/// <param name="Training">SHA-256 of the training images and labels.</param>
/// <param name="Validation">SHA-256 of the validation images and labels.</param>
/// <param name="Test">SHA-256 of the test images and labels.</param>
public sealed record DataIdentity(string Name, string Training, string Validation, string Test)
{
    /// <summary>The identity of loaded splits.</summary>
    public static DataIdentity Of(DatasetSplits data) =>
        new(data.Training.Name, data.Training.Sha256, data.Validation.Sha256, data.Test.Sha256);
}
