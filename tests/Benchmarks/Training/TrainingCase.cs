using Sandglass;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Paper;

namespace Benchmarks.Training;

/// <summary>
/// What all sides train: a family at 8 M multiply-adds, by the standard recipe without augmentation; in smoke mode at
/// 0.8 M.
/// </summary>
/// <param name="Family">The block.</param>
/// <param name="Plan">The network.</param>
/// <param name="Preset">Recipe and images: 20 steps an epoch (2 in smoke mode), of which the first epoch warms up.</param>
internal sealed record TrainingCase(BlockFamily Family, NetworkPlan Plan, Preset Preset)
{
    internal const int Seed = 1;
    internal const int WarmupEpochs = 1;

    /// <summary>
    /// First steps whose losses must agree: the second has seen gradients and weights. Rounding grows from step to step: at the
    /// third the classic network's losses differ by 3e-3 even between libtorch with one thread and with two.
    /// </summary>
    internal const int ComparedSteps = 2;

    private const int MeasuredEpochs = 2;

    internal Recipe Recipe => Preset.Recipe;

    internal string Name => FamilyBlocks.Name(Family);

    internal long MultiplyAdds => Counter.Count(Plan).MultiplyAdds;

    internal static TrainingCase Of(BlockFamily family, bool smoke)
    {
        var recipe = Preset.Standard.Recipe with { Epochs = WarmupEpochs + MeasuredEpochs, Augmentation = Augmentation.None };
        var preset = Preset.Standard with { Recipe = recipe, ImagesPerClass = (smoke ? 26 : 256, 1, 1) };
        return new TrainingCase(family, ComparedImages.Garments.Match(family, smoke ? 0.1 : 1).Plan, preset);
    }

    internal static TrainingCase Named(string name, bool smoke) => Of(Enum.GetValues<BlockFamily>().First(f => FamilyBlocks.Name(f) == name), smoke);
}
