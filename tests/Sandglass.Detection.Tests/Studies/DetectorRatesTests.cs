using Sandglass.Data;
using Sandglass.Detection.Studies;
using Sandglass.Detection.Training;
using Sandglass.Statistics;
using Sandglass.Studies;

namespace Sandglass.Detection.Tests.Studies;

/// <summary>The sweep of learning rates, and the comparison that takes them.</summary>
public class DetectorRatesTests
{
    private static readonly DataIdentity Data = new("pictures", "1", "2", "3");

    private static readonly Dictionary<BlockFamily, double> Rates = new() { [BlockFamily.Sandglass] = 0.025, [BlockFamily.InvertedResidual] = 0.1 };
    private static readonly Study Sweep = DetectorRates.Of(DetectionPreset.Standard);
    private static readonly Study Comparison = DetectorComparison.Of(DetectionPreset.Standard, Rates);

    [Fact]
    public void The_grid_holds_every_rate_family_and_seed_once()
    {
        Assert.Equal((DetectorRates.Rates.Count * 2, 2), (Sweep.Arms.Count, Sweep.Seeds.Count));
        Assert.Equal(16, Sweep.Runs(Data).Select(run => run.Spec.Hash).Distinct().Count());
        Assert.All(DetectorRates.Rates, rate => Assert.Equal(DetectorComparison.Families, Sweep.Arms.Where(arm => arm.Recipe.LearningRate == rate).Select(arm => arm.Family!.Value)));
    }

    [Fact]
    public void Each_family_is_trained_at_its_own_rate_and_else_alike()
    {
        Assert.Equal(Rates, Comparison.Arms.ToDictionary(arm => arm.Family!.Value, arm => arm.Recipe.LearningRate));
        Assert.Equal(Comparison.Arms[0].Recipe, Comparison.Arms[1].Recipe with { LearningRate = Rates[BlockFamily.Sandglass] });
        Assert.Equal(Comparison.Arms.Select(arm => (arm.Name, "")), Comparison.Comparisons.SelectMany(planned => new[] { (planned.First, planned.Group), (planned.Second, planned.Group) }));
    }

    // What was swept is what is compared, so that the first seeds need no second training.
    [Fact]
    public void The_comparison_at_a_swept_rate_has_the_runs_of_the_sweep()
    {
        var swept = Sweep.Runs(Data).Select(run => run.Spec.Hash).ToHashSet();
        Assert.All(Comparison.Runs(Data), run => Assert.Equal(run.Spec.Seed <= 2, swept.Contains(run.Spec.Hash)));
    }

    [Fact]
    public void Its_seeds_decide_its_margin_where_differences_spread_by_two_points()
    {
        Assert.Equal((0.02, 11), (Comparison.Margin, Comparison.Seeds.Count));
        Assert.Equal(Comparison.Seeds.Count, SeedsNeeded.ToDecide(spread: 0.02, Comparison.Margin));
    }

    [Fact]
    public void The_best_rate_is_that_of_the_highest_mean_on_validation_and_of_equals_the_lower()
    {
        StudyRow[] rows =
        [
            Row(BlockFamily.Sandglass, 0.025, 1, validation: 0.40, test: 0.1), Row(BlockFamily.Sandglass, 0.025, 2, validation: 0.30, test: 0.1),
            Row(BlockFamily.Sandglass, 0.05, 1, validation: 0.50, test: 0.9), Row(BlockFamily.Sandglass, 0.05, 2, validation: 0.10, test: 0.9),
            Row(BlockFamily.InvertedResidual, 0.1, 1, validation: 0.30, test: 0.9), Row(BlockFamily.InvertedResidual, 0.05, 1, validation: 0.30, test: 0.1),
        ];
        Assert.Equal(new Dictionary<BlockFamily, double> { [BlockFamily.Sandglass] = 0.025, [BlockFamily.InvertedResidual] = 0.05 }, DetectorRates.Best(rows));
    }

    [Fact]
    public void In_small_both_need_no_swept_rate()
    {
        var (sweep, comparison) = (DetectorRates.Of(DetectionPreset.Smoke), DetectorComparison.Of(DetectionPreset.Smoke));
        Assert.Equal(Sweep.Arms.Select(arm => (arm.Name, arm.Group, arm.Family)), sweep.Arms.Select(arm => (arm.Name, arm.Group, arm.Family)));
        Assert.Equal(Comparison.Arms.Select(arm => (arm.Name, arm.Group, arm.Family)), comparison.Arms.Select(arm => (arm.Name, arm.Group, arm.Family)));
        Assert.All(sweep.Arms.Concat(comparison.Arms), arm => Assert.Equal(1, arm.Recipe.Epochs));
        Assert.Equal(Comparison.Arms.Select(arm => arm.Cost), comparison.Arms.Select(arm => arm.Cost));
    }

    private static StudyRow Row(BlockFamily family, double rate, int seed, double validation, double test) =>
        new StudyRow("", "", family, seed, "", 0, new Dictionary<string, string>()).With("learning_rate", rate).With("validation_precision", validation).With("area", test);
}
