using Sandglass.Detection.Data;
using Sandglass.Detection.Data.Generated;
using Sandglass.Detection.Networks;
using Sandglass.Training;

namespace Sandglass.Detection.Training;

/// <summary>
/// How a detector is trained, and on how many generated pictures. The optimiser is SGD in Nesterov's form, and vectors
/// have no weight decay; the released detection code's SGD is plain and decays all.
/// </summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Recipe">The recipe.</param>
/// <param name="Augmentation">Random changes of the training pictures.</param>
/// <param name="Seeds">Seeds of a comparison.</param>
/// <param name="Pictures">Training, validation and test pictures; null where they are not generated.</param>
internal sealed record DetectionPreset(
    string Name, Recipe Recipe, DetectionAugmentation Augmentation, IReadOnlyList<int> Seeds, (int Training, int Validation, int Test)? Pictures)
{
    private static readonly DetectionAugmentation Mirrored = DetectionAugmentation.None with { Mirror = true };

    private static readonly Recipe Small = new()
    {
        Epochs = 12,
        BatchSize = 16,
        LearningRate = 0.025,
        Warmup = Warmed(300),
        WeightDecay = 5e-4,
        GradientClipNorm = 10,
        LabelSmoothing = 0,
        Augmentation = Sandglass.Data.Augmentation.None,
    };

    /// <summary>Checks that everything works, in seconds; its precision means nothing.</summary>
    public static DetectionPreset Smoke { get; } = new("smoke", Small with { Epochs = 1, Warmup = Warmed(2) }, Mirrored, [1, 2], (64, 16, 32));

    /// <summary>
    /// The small detector, in some minutes on one core: two thousand pictures. Eleven seeds, because they decide a difference of
    /// two points where paired differences spread by two, with a power of 80 %.
    /// </summary>
    public static DetectionPreset Standard { get; } = new("standard", Small, Mirrored, [.. Enumerable.Range(1, 11)], (2000, 400, 1000));

    /// <summary>
    /// SSDLite320 on VOC 2007+2012 as the released code trains it with four GPUs: 60,000 steps of 96 pictures, which are
    /// 348 epochs of 16,551; a tenth of the rate after 40,000 and 50,000. Its pictures are a devkit's.
    /// </summary>
    public static DetectionPreset Voc { get; } = new(
        "voc",
        Small with
        {
            Epochs = 348,
            BatchSize = 96,
            LearningRate = 4e-3,
            Warmup = Warmed(1000),
            Schedule = new StepDrops([2.0 / 3, 5.0 / 6]),
            GradientClipNorm = null,
            Normalization = DetectionNormalization.Ssd,
        },
        DetectionAugmentation.Ssd,
        [1],
        null);

    /// <summary>All presets of generated pictures.</summary>
    public static IReadOnlyList<DetectionPreset> All { get; } = [Smoke, Standard];

    /// <summary>The preset of a name.</summary>
    /// <exception cref="WorkbenchException">There is no preset of that name; case does not matter.</exception>
    public static DetectionPreset Named(string name) => All.FirstOrDefault(preset => preset.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new WorkbenchException($"unknown preset '{name}'; use {string.Join(" or ", All.Select(p => p.Name))}");

    /// <summary>Linear warm-up as in the released code: from 0.1333 of the rate, while the schedule runs.</summary>
    /// <param name="steps">Steps that it takes.</param>
    public static Warmup Warmed(int steps) => new(Steps: steps) { StartFactor = 0.1333, Then = AfterWarmup.TheScheduleWasScaled };

    /// <summary>The task of a detector under this preset.</summary>
    /// <param name="plan">The detector.</param>
    public DetectionTask Task(DetectorPlan plan) => new(plan) { Augmentation = Augmentation };

    /// <summary>The generated pictures, painted when they are first asked for.</summary>
    /// <exception cref="WorkbenchException">Fashion-MNIST is missing or damaged, or the preset's pictures are not generated.</exception>
    public DetectionSplits LoadData() => Pictures is var (training, validation, test)
        ? DetectionSplits.Of(GeneratedSplits.Load(training, validation, test))
        : throw new WorkbenchException($"the pictures of the preset '{Name}' are not generated; name a devkit");
}
