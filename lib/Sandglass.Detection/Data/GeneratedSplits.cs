using Sandglass.Detection.Data.Generated;

namespace Sandglass.Detection.Data;

/// <summary>
/// Generated pictures for training, choosing and testing. Each part is made of the garments of its own split of
/// Fashion-MNIST, so that no garment is in two parts.
/// </summary>
/// <param name="Training">What detectors learn from.</param>
/// <param name="Validation">What choices are made on.</param>
/// <param name="Test">Read once, at the end of a run.</param>
public sealed record GeneratedSplits(GeneratedSet Training, GeneratedSet Validation, GeneratedSet Test)
{
    /// <summary>Seed of the default pictures: the number of Fashion-MNIST's paper, arXiv 1708.07747.</summary>
    public const int DefaultSeed = 170807747;

    /// <summary>Generates pictures from the committed subset of Fashion-MNIST; each is painted when it is first asked for.</summary>
    /// <param name="training">Pictures for training.</param>
    /// <param name="validation">Pictures for choosing.</param>
    /// <param name="test">Pictures for testing.</param>
    /// <param name="seed">Which pictures: the seed of the data, not that of a run.</param>
    /// <param name="rule">What they are like; by default grey, 128 x 128, one to six objects.</param>
    /// <param name="dataDirectory">Folder of Fashion-MNIST's files; by default the committed subset.</param>
    /// <exception cref="WorkbenchException">Fashion-MNIST is not there or damaged, or the rule cannot be followed.</exception>
    public static GeneratedSplits Load(
        int training = 2000, int validation = 400, int test = 1000, int seed = DefaultSeed, SceneRule? rule = null, string? dataDirectory = null) =>
        Paint(GarmentPools.Load(dataDirectory), training, validation, test, seed, rule ?? new SceneRule());

    internal static GeneratedSplits Paint(GarmentPools garments, int training, int validation, int test, int seed, SceneRule rule) => new(
        new GeneratedSet("training", garments.Training, training, seed, rule),
        new GeneratedSet("validation", garments.Validation, validation, seed, rule),
        new GeneratedSet("test", garments.Test, test, seed, rule));
}
