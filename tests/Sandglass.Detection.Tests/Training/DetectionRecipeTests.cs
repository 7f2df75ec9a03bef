using Sandglass.Detection.Training;

namespace Sandglass.Detection.Tests.Training;

public class DetectionRecipeTests
{
    private const int Steps = 60_000;

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
        Assert.Equal(rate, DetectionRecipe.Voc.LearningRateAt(step, Steps), 1e-12);

    [Fact]
    public void Without_drops_it_falls_to_zero_by_a_cosine()
    {
        var recipe = DetectionRecipe.Small with { LearningRate = 1, WarmupSteps = 0 };
        Assert.Equal(1, recipe.LearningRateAt(0, 100), 1e-12);
        Assert.Equal(0.5, recipe.LearningRateAt(50, 100), 1e-12);
        Assert.InRange(recipe.LearningRateAt(99, 100), 0, 1e-3);
    }

    [Fact]
    public void Numbers_out_of_range_are_refused_by_name()
    {
        Refused(DetectionRecipe.Small with { Epochs = 0 }, "epochs");
        Refused(DetectionRecipe.Small with { BatchSize = 1 }, "batch size");
        Refused(DetectionRecipe.Small with { LearningRate = double.NaN }, "learning rate");
        Refused(DetectionRecipe.Small with { Drops = [1.5] }, "drops");
        Refused(DetectionRecipe.Small with { MatchOverlap = 0 }, "overlap");
        Refused(DetectionRecipe.Small with { NegativesPerPositive = 0 }, "background");
    }

    private static void Refused(DetectionRecipe recipe, string word) =>
        Assert.Contains(word, Assert.Throws<WorkbenchException>(recipe.Validated).Message, StringComparison.Ordinal);
}
