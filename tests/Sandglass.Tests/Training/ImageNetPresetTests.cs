using Sandglass.Training;

namespace Sandglass.Tests.Training;

public class ImageNetPresetTests
{
    private const int StepsPerEpoch = 2502;

    [Fact]
    public void Both_recipes_can_be_used()
    {
        Assert.All(ImageNetPreset.All, preset => preset.Recipe.Validated());
        Assert.All(ImageNetPreset.All, preset => Assert.Contains("never run here", preset.Notes[^1], StringComparison.Ordinal));
        Assert.Same(ImageNetPreset.Logged, ImageNetPreset.Find("LOGGED"));
        Assert.Null(ImageNetPreset.Find("smoke"));
    }

    [Theory]
    [InlineData(1, 1e-4)] // warm-up
    [InlineData(4, 0.0999445)] // (0.1 - 1e-5) · (1 + cos(3π/200)) / 2 + 1e-5: warm-up is not added to the period
    [InlineData(101, 0.050005)]
    [InlineData(200, 1.6168e-5)]
    [InlineData(201, 1e-5)] // cool-down
    [InlineData(210, 1e-5)]
    public void The_logged_rate_is_that_of_timm_by_epoch(int epoch, double rate) =>
        Assert.Equal(rate, ImageNetPreset.Logged.Recipe.LearningRateAt((epoch - 1) * StepsPerEpoch, StepsPerEpoch), rate * 1e-4);

    [Fact]
    public void The_paper_begins_at_its_rate_and_ends_at_nothing()
    {
        var recipe = ImageNetPreset.Paper.Recipe;
        Assert.Equal(0.05, recipe.LearningRateAt(0, StepsPerEpoch), 1e-12);
        Assert.Equal(0.025, recipe.LearningRateAt(100 * StepsPerEpoch, StepsPerEpoch), 1e-6);
        Assert.InRange(recipe.LearningRateAt((200 * StepsPerEpoch) - 1, StepsPerEpoch), 0, 1e-8);
    }
}
