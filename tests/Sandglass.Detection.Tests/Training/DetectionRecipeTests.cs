using System.Reflection;
using System.Text.Json;
using Sandglass.Data;
using Sandglass.Detection.Boxes;
using Sandglass.Detection.Training;
using Sandglass.Training;

namespace Sandglass.Detection.Tests.Training;

public class DetectionRecipeTests
{
    private const int Steps = 60_000;

    private static readonly DetectionPreset Small = DetectionPreset.Standard;

    // The released scheduler with four GPUs: 4e-3, warm-up over 1,000 steps from 0.1333 of it, a tenth at 40,000 and 50,000.
    [Theory]
    [InlineData(0, 4e-3 * 0.1333)]
    [InlineData(500, 4e-3 * ((0.1333 + 1) / 2))]
    [InlineData(1000, 4e-3)]
    [InlineData(39_999, 4e-3)]
    [InlineData(40_000, 4e-4)]
    [InlineData(50_000, 4e-5)]
    [InlineData(59_999, 4e-5)]
    public void VOCs_rate_is_the_released_codes(int step, double rate) =>
        Assert.Equal(rate, (DetectionPreset.Voc.Recipe with { Epochs = 1 }).LearningRateAt(step, Steps), 1e-12);

    [Fact]
    public void Without_drops_it_falls_to_zero_by_a_cosine()
    {
        var recipe = Small.Recipe with { Epochs = 1, LearningRate = 1, Warmup = null };
        Assert.Equal(1, recipe.LearningRateAt(0, 100), 1e-12);
        Assert.Equal(0.5, recipe.LearningRateAt(50, 100), 1e-12);
        Assert.InRange(recipe.LearningRateAt(99, 100), 0, 1e-3);
    }

    // The formula of the workbench's first detectors, whose weights the same recipe must still give.
    [Theory]
    [InlineData("smoke", 64)]
    [InlineData("standard", 2000)]
    [InlineData("voc", 16_551)]
    public void Every_steps_rate_is_that_of_the_first_detectors_to_the_bit(string name, int pictures)
    {
        var recipe = DetectionPreset.All.Append(DetectionPreset.Voc).Single(preset => preset.Name == name).Recipe;
        var perEpoch = pictures / recipe.BatchSize;
        var (steps, warmup, drops) = (recipe.Epochs * perEpoch, recipe.Warmup!.Steps, (recipe.Schedule as StepDrops)?.At);
        for (var step = 0; step < steps; step++)
        {
            var warm = step < warmup ? 0.1333 + ((1 - 0.1333) * step / warmup) : 1;
            var share = drops is null ? 0.5 * (1 + Math.Cos(Math.PI * step / steps)) : Math.Pow(0.1, drops.Count(drop => step >= drop * steps));
            Assert.Equal((float)(recipe.LearningRate * warm * share), (float)recipe.LearningRateAt(step, perEpoch));
        }
    }

    [Fact]
    public void Numbers_out_of_range_are_refused_by_name()
    {
        Refused(Small.Recipe with { Epochs = 0 }, "epochs");
        Refused(Small.Recipe with { BatchSize = 1 }, "batch size");
        Refused(Small.Recipe with { LearningRate = double.NaN }, "learning rate");
        Refused(Small.Recipe with { Schedule = new StepDrops([1.5]) }, "drops");
        Refused(TinyDetectors.Task with { MatchOverlap = 0 }, "overlap");
        Refused(TinyDetectors.Task with { NegativesPerPositive = 0 }, "background");
        Refused(TinyDetectors.Task with { ValidateEvery = -1 }, "validations");
    }

    [Fact]
    public void What_means_nothing_to_a_detector_is_refused_by_name()
    {
        Refused(Small.Recipe with { LabelSmoothing = 0.1 }, "label smoothing");
        Refused(Small.Recipe with { Dropout = 0.2 }, "dropout");
        Refused(Small.Recipe with { Augmentation = Augmentation.Standard }, "augmentation");
    }

    [Fact]
    public void Our_own_recipe_clips_gradients_and_the_released_one_does_not()
    {
        Assert.Equal((10, 300), (Small.Recipe.GradientClipNorm!.Value, Small.Recipe.Warmup!.Steps));
        Assert.Null(DetectionPreset.Voc.Recipe.GradientClipNorm);
    }

    [Fact]
    public void Every_preset_can_be_used() => Assert.All(
        DetectionPreset.All.Append(DetectionPreset.Voc),
        preset => Assert.Equal(preset.Augmentation, preset.Task(TinyDetectors.Plan).Validated(preset.Recipe).Augmentation));

    // The initialiser may move on; what the hash leaves out may not.
    [Fact]
    public void Every_optional_value_carries_what_was_released()
    {
        foreach (var owner in (object[])[TinyDetectors.Task, new SuppressionRule(), new PriorPlan([])])
        {
            var optional = owner.GetType().GetProperties().Where(property => property.DeclaringType == owner.GetType()
                && property.SetMethod is not null && property.GetValue(owner) is not null && property.Name is not ("Plan" or "Augmentation" or "Levels"));
            Assert.NotEmpty(optional);
            Assert.All(optional, property => Assert.Equal(
                property.GetValue(owner),
                JsonSerializer.Deserialize(property.GetCustomAttribute<ReleasedAttribute>()!.Json, property.PropertyType, RunJson.Options)));
        }
    }

    private static void Refused(Recipe recipe, string word) => Refused(TinyDetectors.Task, word, recipe);

    private static void Refused(DetectionTask task, string word, Recipe? recipe = null) =>
        Assert.Contains(word, Assert.Throws<WorkbenchException>(() => task.Validated(recipe ?? Small.Recipe)).Message, StringComparison.Ordinal);
}
