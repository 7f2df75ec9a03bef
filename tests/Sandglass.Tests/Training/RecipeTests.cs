using CsCheck;
using Sandglass.Data;
using Sandglass.Training;

namespace Sandglass.Tests.Training;

public class RecipeTests
{
    private const int StepsPerEpoch = 10;

    private static readonly Recipe Recipe = new() { Epochs = 5, LearningRate = 0.4, Warmup = new(Epochs: 1) };

    public static TheoryData<Recipe, string> Unusable => new()
    {
        { Recipe with { Epochs = 0 }, "epochs" },
        { Recipe with { BatchSize = 1 }, "batch size" },
        { Recipe with { LearningRate = 0 }, "learning rate" },
        { Recipe with { LearningRate = 100 }, "learning rate" },
        { Recipe with { LearningRate = double.NaN }, "learning rate" },
        { Recipe with { Warmup = new(Epochs: -1) }, "warm-up" },
        { Recipe with { Warmup = new(Epochs: 5) }, "warm-up" },
        { Recipe with { Warmup = new(Epochs: double.NaN) }, "warm-up" },
        { Recipe with { Optimizer = new Sgd { Momentum = 1 } }, "momentum" },
        { Recipe with { Optimizer = new RmsProp { Decay = 1 } }, "mean square" },
        { Recipe with { Optimizer = new RmsProp { Epsilon = 0 } }, "epsilon" },
        { Recipe with { Optimizer = new Adam { Beta2 = -0.1 } }, "betas" },
        { Recipe with { Schedule = new Cosine { End = 0.5 } }, "least learning rate" },
        { Recipe with { Schedule = new Cosine { Epochs = 0 } }, "cosine's epochs" },
        { Recipe with { Schedule = new StepDrops([0.5, 1]) }, "drops" },
        { Recipe with { Schedule = new Exponential(0) }, "factor of an exponential" },
        { Recipe with { Schedule = new Exponential(0.9) { EveryEpochs = 0 } }, "between two multiplications" },
        { Recipe with { Warmup = new(Steps: -1) }, "steps of warm-up" },
        { Recipe with { Warmup = new(Epochs: 1) { StartFactor = 2 } }, "start factor" },
        { Recipe with { GradientClipNorm = 0 }, "clip norm" },
        { Recipe with { WeightEma = 1 }, "weights' mean" },
        { Recipe with { Dropout = 1 }, "dropout" },
        { Recipe with { WeightDecay = -1e-9 }, "weight decay" },
        { Recipe with { LabelSmoothing = 1 }, "label smoothing" },
        { Recipe with { Augmentation = new Augmentation(-1, false, 0) }, "shift" },
        { Recipe with { Augmentation = new Augmentation(0, false, -1) }, "cutout" },
        { Recipe with { Augmentation = Augmentation.None with { CropArea = 0 } }, "area of a crop" },
        { Recipe with { Augmentation = Augmentation.None with { CropArea = double.NaN } }, "area of a crop" },
        { Recipe with { Augmentation = Augmentation.None with { CropInterpolation = "nearest" } }, "interpolation" },
        { Recipe with { Augmentation = Augmentation.None with { ColourJitter = 1.1 } }, "colour jitter" },
        { Recipe with { Augmentation = Augmentation.None with { RandAugmentMagnitude = 11 } }, "RandAugment's magnitude" },
        { Recipe with { Augmentation = Augmentation.None with { RandAugmentMagnitude = 9, RandAugmentDeviation = -1 } }, "deviation" },
        { Recipe with { Augmentation = Augmentation.None with { RandAugmentMagnitude = 9, RandAugmentOps = 0 } }, "operations" },
        { Recipe with { Augmentation = Augmentation.None with { RandAugmentDeviation = 0.5 } }, "need a magnitude" },
        { Recipe with { Augmentation = Augmentation.None with { RandomErasing = 2 } }, "random erasing" },
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
    public void The_published_schedules_can_be_said()
    {
        // The released MobileNeXt run: 3 epochs from 1e-4, a cosine an epoch long steps to 1e-5 over 200 epochs, 10 more there.
        var released = new Recipe
        {
            Epochs = 210,
            Warmup = new(Epochs: 3) { StartFactor = 1e-3, Then = AfterWarmup.TheScheduleHasRun },
            Schedule = new Cosine { End = 1e-5, PerEpoch = true, Epochs = 200 },
        };
        double Rate(Recipe recipe, double epoch) => recipe.LearningRateAt((int)(epoch * StepsPerEpoch), StepsPerEpoch);
        Assert.Equal(1e-4, Rate(released, 0), 1e-12);
        Assert.Equal(1e-4 + ((0.1 - 1e-4) / 3), Rate(released, 1), 1e-12);
        Assert.Equal(Rate(released, 100), Rate(released, 100.9), 1e-15);
        Assert.Equal(1e-5 + ((0.1 - 1e-5) / 2), Rate(released, 100), 1e-12);
        Assert.Equal(1e-5, Rate(released, 205), 1e-15);

        // The efficient models: 0.97 every 2.4 epochs; MobileNetV2: 0.98 every 2.5.
        var efficient = new Recipe { Epochs = 500, LearningRate = 0.12, Warmup = null, Schedule = new Exponential(0.97) { EveryEpochs = 2.4 } };
        Assert.Equal(0.12, Rate(efficient, 2.3), 1e-15);
        Assert.Equal(0.12 * 0.97 * 0.97, Rate(efficient, 4.9), 1e-15);
        Assert.Equal(0.12 * Math.Pow(0.97, 0.5), Rate(efficient with { Schedule = new Exponential(0.97) { EveryEpochs = 2, Staircase = false } }, 1), 1e-15);

        // The released detection code: a scaled warm-up, a tenth after two thirds and five sixths.
        var voc = new Recipe
        {
            Epochs = 6,
            LearningRate = 4e-3,
            Warmup = new(Steps: 10) { StartFactor = 0.1333, Then = AfterWarmup.TheScheduleWasScaled },
            Schedule = new StepDrops([2.0 / 3, 5.0 / 6]),
        };
        Assert.Equal(4e-3 * 0.1333, Rate(voc, 0), 1e-15);
        Assert.Equal(4e-3, Rate(voc, 1), 1e-15);
        Assert.Equal(4e-4, Rate(voc, 4), 1e-15);
        Assert.Equal(4e-5, Rate(voc, 5.5), 1e-15);
    }

    [Fact]
    public void The_learning_rate_rises_in_warm_up_and_then_falls_and_stays_positive() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[1, 50], Gen.Double[0, 0.99]).Sample((epochs, steps, warm) =>
        {
            var recipe = Recipe with { Epochs = epochs, Warmup = new(Epochs: warm * epochs) };
            var rates = Enumerable.Range(0, epochs * steps).Select(s => recipe.LearningRateAt(s, steps)).ToArray();
            var peak = Math.Min((int)Math.Ceiling(recipe.Warmup!.Epochs * steps), rates.Length - 1);
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
        Assert.Contains("use one of smoke, quick, standard", Assert.Throws<WorkbenchException>(() => Preset.Named("paper")).Message);
}
