using Sandglass.Detection.Data.Generated;

namespace Sandglass.Detection.Tests.Data;

/// <summary>Generated pictures of the committed garments, which are loaded once for all tests.</summary>
public sealed class SmallScenes
{
    private static readonly Lazy<GarmentPools> Garments = new(() => GarmentPools.Load(null));

    public GeneratedSplits Splits { get; } = GeneratedSplits.Paint(Garments.Value, training: 60, validation: 5, test: 10, GeneratedSplits.DefaultSeed, new SceneRule());

    internal static GeneratedSplits Load(int seed = GeneratedSplits.DefaultSeed, SceneRule? rule = null) =>
        GeneratedSplits.Paint(Garments.Value, training: 6, validation: 2, test: 3, seed, rule ?? new SceneRule());
}
