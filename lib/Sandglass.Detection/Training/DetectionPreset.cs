using Sandglass.Detection.Data;

namespace Sandglass.Detection.Training;

/// <summary>How many generated pictures the small detector is trained on, and by which recipe.</summary>
/// <param name="Name">The word for it on the command line.</param>
/// <param name="Recipe">The recipe.</param>
/// <param name="Seeds">Seeds of a comparison.</param>
/// <param name="Pictures">Training, validation and test pictures.</param>
public sealed record DetectionPreset(
    string Name, DetectionRecipe Recipe, IReadOnlyList<int> Seeds, (int Training, int Validation, int Test) Pictures)
{
    /// <summary>Proves that everything works, in seconds; its precision means nothing.</summary>
    public static DetectionPreset Smoke { get; } = new("smoke", DetectionRecipe.Small with { Epochs = 1, WarmupSteps = 2 }, [1, 2], (64, 16, 32));

    /// <summary>Answers in some minutes on one core: two thousand pictures.</summary>
    public static DetectionPreset Standard { get; } = new("standard", DetectionRecipe.Small, [1, 2, 3], (2000, 400, 1000));

    /// <summary>All presets.</summary>
    public static IReadOnlyList<DetectionPreset> All { get; } = [Smoke, Standard];

    /// <summary>The preset of a name.</summary>
    /// <exception cref="WorkbenchException">There is none of that name.</exception>
    public static DetectionPreset Named(string name) => All.FirstOrDefault(preset => preset.Name == name)
        ?? throw new WorkbenchException($"unknown preset '{name}'; use {string.Join(" or ", All.Select(p => p.Name))}");

    /// <summary>The generated pictures, painted when they are first asked for.</summary>
    /// <exception cref="WorkbenchException">Fashion-MNIST is missing or damaged.</exception>
    public DetectionSplits LoadData() => DetectionSplits.Of(GeneratedSplits.Load(Pictures.Training, Pictures.Validation, Pictures.Test));
}
