using CsCheck;
using Sandglass.Data;
using Sandglass.Training;

namespace Sandglass.Tests.Training;

public class RecipeTests
{
    private const int StepsPerEpoch = 10;

    private static readonly Recipe Recipe = new() { Epochs = 5, LearningRate = 0.4, WarmupEpochs = 1 };

    public static TheoryData<Recipe, string> Unusable => new()
    {
        { Recipe with { Epochs = 0 }, "epochs" },
        { Recipe with { BatchSize = 1 }, "batch size" },
        { Recipe with { LearningRate = 0 }, "learning rate" },
        { Recipe with { LearningRate = 100 }, "learning rate" },
        { Recipe with { LearningRate = double.NaN }, "learning rate" },
        { Recipe with { WarmupEpochs = -1 }, "warm-up" },
        { Recipe with { WarmupEpochs = 5 }, "warm-up" },
        { Recipe with { WarmupEpochs = double.NaN }, "warm-up" },
        { Recipe with { Momentum = 1 }, "momentum" },
        { Recipe with { WeightDecay = -1e-9 }, "weight decay" },
        { Recipe with { LabelSmoothing = 1 }, "label smoothing" },
        { Recipe with { Augmentation = new Augmentation(-1, false, 0) }, "shift" },
        { Recipe with { Augmentation = new Augmentation(0, false, -1) }, "cutout" },
    };

    [Theory]
    [InlineData(0, 0.4 / 11)] // the first step of ten: not zero, which would teach nothing
    [InlineData(9, 0.4 * 10 / 11)]
    [InlineData(10, 0.4)]
    [InlineData(30, 0.2)]
    [InlineData(20, 0.4 * 0.853553390593274)] // (1 + cos(π/4)) / 2
    [InlineData(49, 0.4 * 0.00154133313343602)] // (1 + cos(39π/40)) / 2
    public void The_learning_rate_warms_up_and_follows_a_cosine(int step, double expected) =>
        Assert.Equal(expected, Recipe.LearningRateAt(step, StepsPerEpoch), 1e-12);

    [Fact]
    public void The_learning_rate_rises_in_warm_up_and_then_falls_and_stays_positive() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[1, 50], Gen.Double[0, 0.99]).Sample((epochs, steps, warm) =>
        {
            var recipe = Recipe with { Epochs = epochs, WarmupEpochs = warm * epochs };
            var rates = Enumerable.Range(0, epochs * steps).Select(s => recipe.LearningRateAt(s, steps)).ToArray();
            var peak = Math.Min((int)Math.Ceiling(recipe.WarmupEpochs * steps), rates.Length - 1);
            Assert.All(rates, rate => Assert.InRange(rate, 0, 0.4));
            Assert.Equal(rates[..peak].Order(), rates[..peak]);
            Assert.Equal(rates[peak..].OrderDescending(), rates[peak..]);
            Assert.True(rates[^1] > 0);
        });

    [Theory]
    [MemberData(nameof(Unusable))]
    public void An_unusable_number_is_named(Recipe recipe, string name) =>
        Assert.Contains(name, Assert.Throws<WorkbenchException>(recipe.Validated).Message);

    [Fact]
    public void Presets_are_usable() => Assert.All(Preset.All, preset =>
    {
        Assert.Same(preset.Recipe, preset.Recipe.Validated());
        Assert.Same(preset, Preset.Named(preset.Name));
    });

    [Fact]
    public void An_unknown_preset_is_refused_with_those_that_exist() =>
        Assert.Contains("smoke or standard", Assert.Throws<WorkbenchException>(() => Preset.Named("paper")).Message);
}
