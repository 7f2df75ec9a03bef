using Sandglass.Training;

namespace Sandglass.Studies;

/// <summary>How the studies train on the embedded images.</summary>
public static class SmallImageRecipe
{
    /// <summary>Twice the epochs of the standard preset, all else equal.</summary>
    public static Recipe Long { get; } = Preset.Standard.Recipe with { Epochs = 2 * Preset.Standard.Recipe.Epochs };
}
