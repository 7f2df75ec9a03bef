using Sandglass.Data;
using Sandglass.Search.Networks;
using Sandglass.Training;

namespace Sandglass.Search.Retraining;

/// <summary>What decides the bytes of a derived network's training on the CPU; its hash names the run.</summary>
/// <param name="Plan">The network.</param>
/// <param name="Recipe">How it is trained.</param>
/// <param name="Training">SHA-256 of the training images.</param>
/// <param name="Test">SHA-256 of the test images.</param>
/// <param name="Seed">Seed of all random streams.</param>
public sealed record DerivedRunSpec(CellNetworkPlan Plan, DerivedRecipe Recipe, string Training, string Test, int Seed)
{
    /// <summary>Threads of libtorch; sums are split by thread, so results differ between thread counts.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The first 16 hexadecimal digits of the SHA-256 of this spec as JSON.</summary>
    public string Hash => RunJson.Hash(this);

    /// <summary>The spec of a training on a dataset's training and test part.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="recipe">How it is trained.</param>
    /// <param name="data">The images.</param>
    /// <param name="seed">Seed of all random streams.</param>
    public static DerivedRunSpec Of(CellNetworkPlan plan, DerivedRecipe recipe, DatasetSplits data, int seed) =>
        new(plan, recipe, data.Training.Sha256, data.Test.Sha256, seed);
}
