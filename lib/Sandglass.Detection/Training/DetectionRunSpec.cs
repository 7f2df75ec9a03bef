using Sandglass.Detection.Boxes;
using Sandglass.Detection.Networks;
using Sandglass.Training;

namespace Sandglass.Detection.Training;

/// <summary>
/// What decides the bytes of a detector's run: the same spec on the same machine gives the same weights and detections,
/// so its hash names the run.
/// </summary>
/// <param name="Plan">The detector.</param>
/// <param name="Recipe">How it is trained.</param>
/// <param name="Data">What it is trained, validated and tested on.</param>
/// <param name="Seed">Seed of all random streams.</param>
public sealed record DetectionRunSpec(DetectorPlan Plan, DetectionRecipe Recipe, DetectionIdentity Data, int Seed)
{
    /// <summary>What is kept of the detector's answers in evaluations.</summary>
    public SuppressionRule Suppression { get; init; } = new();

    /// <summary>SHA-256 of the classifier's weights that the backbone starts from; null: it starts from none.</summary>
    public string? BackboneWeights { get; init; }

    /// <summary>Where it runs: <c>cpu</c> or <c>cuda</c>.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Threads of libtorch; sums are split by thread, so results differ between thread counts.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The first 16 hexadecimal digits of the SHA-256 of this spec as JSON.</summary>
    public string Hash => RunJson.Hash(this);
}
