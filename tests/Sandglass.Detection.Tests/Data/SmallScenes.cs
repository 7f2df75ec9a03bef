using Sandglass.Detection.Data;
using Sandglass.Detection.Data.Generated;

namespace Sandglass.Detection.Tests.Data;

/// <summary>Generated pictures from the committed garments, loaded once for all tests.</summary>
public sealed class SmallScenes
{
    public GeneratedSplits Splits { get; } = GeneratedSplits.Load(training: 60, validation: 5, test: 10);

    public static GeneratedSplits Load(int seed = GeneratedSplits.DefaultSeed, SceneRule? rule = null) =>
        GeneratedSplits.Load(training: 6, validation: 2, test: 3, seed, rule);
}
