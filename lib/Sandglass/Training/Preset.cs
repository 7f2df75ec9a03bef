using Sandglass.Data;
using Sandglass.Training;

namespace Sandglass;

/// <summary>How much of the embedded data to train on, with which recipe and how often.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Recipe">The recipe.</param>
/// <param name="Seeds">Seeds of a comparison.</param>
/// <param name="ImagesPerClass">Training, validation and test images a class; null takes all.</param>
public sealed record Preset(string Name, Recipe Recipe, IReadOnlyList<int> Seeds, (int Training, int Validation, int Test)? ImagesPerClass)
{
    /// <summary>
    /// Checks that everything works and learns, in seconds; it cannot compare blocks. Small batches, because BatchNorm's
    /// running statistics still hold their initial values after 15 steps of 64: the network then guesses in evaluation, and with
    /// statistics computed again the same weights answer 20 to 40 % right. Sixty steps are enough for both, at the same cost.
    /// </summary>
    public static Preset Smoke { get; } =
        new("smoke", new Recipe { Epochs = 1, BatchSize = 16, Augmentation = Augmentation.None }, [1, 2], (100, 20, 50));

    /// <summary>To explore with: a small network comes close to what it can within 20 seconds on one core. Not augmented, as
    /// <see cref="Standard"/> is not.</summary>
    public static Preset Quick { get; } =
        new("quick", new Recipe { Epochs = 3, BatchSize = 32, Augmentation = Augmentation.None }, [1, 2], (200, 50, 100));

    /// <summary>Answers on two cores in a coffee break: the whole embedded set. No augmentation: in four epochs the
    /// networks underfit, and it took three points of validation accuracy from the inverted residual, one from the sandglass.</summary>
    public static Preset Standard { get; } =
        new("standard", new Recipe { Epochs = 4, Augmentation = Augmentation.None }, [1, 2, 3], null);

    // As many as the fused kernels train in the time in which libtorch trains three.
    private static readonly int[] SeedsOfFused = [1, 2, 3, 4];

    /// <summary>All presets.</summary>
    public static IReadOnlyList<Preset> All { get; } = [Smoke, Quick, Standard];

    /// <summary>The preset of a name.</summary>
    /// <exception cref="WorkbenchException">There is no preset of that name; case does not matter.</exception>
    public static Preset Named(string name) => All.FirstOrDefault(preset => preset.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new WorkbenchException($"unknown preset '{name}'; use one of {string.Join(", ", All.Select(p => p.Name))}");

    /// <summary>The preset with the seeds that a backend has time for.</summary>
    /// <param name="backend">Whose kernels train.</param>
    internal Preset By(string backend) => this == Standard && backend == Backends.Fused ? this with { Seeds = SeedsOfFused } : this;

    /// <summary>The embedded Fashion-MNIST images, reduced if the preset says so.</summary>
    internal EmbeddedImages Data => new(ImagesPerClass?.Training, ImagesPerClass?.Validation, ImagesPerClass?.Test);

    /// <summary>The glyphs of the repository: all of them, or about as many images as of Fashion-MNIST, which has ten classes to their 62.</summary>
    internal GlyphImages Glyphs => ImagesPerClass is var (training, validation, test)
        ? new(null, Share(training), Share(validation), Share(test))
        : new();

    /// <summary>Loads the images. The caller disposes them.</summary>
    /// <exception cref="WorkbenchException">The data is missing or damaged.</exception>
    public DatasetSplits LoadData() => Data.LoadSplits();

    /// <summary>Twice the epochs of the standard preset, at a learning rate of the sweep: how studies train on the embedded images.</summary>
    /// <param name="learningRate">The learning rate.</param>
    public static Recipe Long(double learningRate) => Standard.Recipe with { Epochs = 2 * Standard.Recipe.Epochs, LearningRate = learningRate };

    private static int Share(int perClass) => (int)Math.Ceiling(10.0 * perClass / GlyphSet.ClassNames.Count);
}
