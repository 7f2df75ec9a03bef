using Sandglass.Training;

namespace Sandglass.Studies;

/// <summary>How the studies train on the embedded images.</summary>
public static class SmallImageRecipe
{
    /// <summary>Twice the epochs of the standard preset, at a learning rate of the sweep.</summary>
    public static Recipe Long(double learningRate) => Preset.Standard.Recipe with
    {
        Epochs = 2 * Preset.Standard.Recipe.Epochs,
        LearningRate = learningRate,
    };
}
