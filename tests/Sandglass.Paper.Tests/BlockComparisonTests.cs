using Sandglass.Data;
using Sandglass.Studies;
using Sandglass.Training;

namespace Sandglass.Paper.Tests;

public class BlockComparisonTests
{
    private static readonly DataIdentity Data = new("images", "1", "2", "3");
    private static readonly Study Comparison = BlockComparison.OnSmallImages(Preset.Standard);
    private static readonly IReadOnlyList<StudyRun> Grid = Comparison.Runs(Data);

    [Fact]
    public void The_grid_holds_every_family_budget_and_seed_once()
    {
        Assert.Equal(["1x", "1x", "1x", "0.4x", "0.4x", "0.4x"], Comparison.Arms.Select(arm => arm.Group));
        Assert.Equal([.. BlockComparison.Families, .. BlockComparison.Families], Comparison.Arms.Select(arm => arm.Family!.Value));
        Assert.Equal(18, Grid.Count);
        Assert.Equal(18, Grid.Select(run => run.Spec.Hash).Distinct().Count());
        Assert.All(Grid, run => Assert.Equal((Preset.Standard.Recipe, Data, 1, "cpu"), (run.Spec.Recipe, run.Spec.Data, run.Spec.Threads, run.Spec.Device)));
        foreach (var cell in Grid.GroupBy(run => (run.Arm.Family, run.Arm.Group)))
        {
            Assert.Equal([1, 2, 3], cell.Select(run => run.Spec.Seed).Order());
        }
    }

    [Fact]
    public void Seeds_come_one_after_the_other_and_dear_runs_first()
    {
        Assert.Equal(Grid.Select(run => run.Spec.Seed).Order(), Grid.Select(run => run.Spec.Seed));
        foreach (var seed in Grid.GroupBy(run => run.Spec.Seed))
        {
            Assert.Equal(seed.Select(run => run.Arm.Cost.MultiplyAdds).OrderDescending(), seed.Select(run => run.Arm.Cost.MultiplyAdds));
        }
    }

    [Fact]
    public void Budgets_are_met_within_one_and_a_half_percent() => Assert.All(Grid, run =>
    {
        Assert.InRange(run.Arm.Match!.Residual, -0.015, 0.015);
        Assert.Equal(run.Arm.Match!.Actual, Counter.Count(Plan(run)).MultiplyAdds);
        Assert.Contains(run.Arm.Match!.Target, (long[])[8_000_000, 3_200_000]);
    });

    [Fact]
    public void Only_the_blocks_differ()
    {
        var first = Plan(Grid[0]);
        Assert.All(Grid.Select(Plan), plan =>
        {
            Assert.Equal(first.Stem with { OutChannels = 0 }, plan.Stem with { OutChannels = 0 });
            Assert.Equal((first.Resolution, first.Classes, first.Dropout), (plan.Resolution, plan.Classes, plan.Dropout));
            Assert.Equal(plan.Family == BlockFamily.InvertedResidual ? ["head"] : [], plan.Head.Select(head => head.Name)); // it ends narrow
            Assert.Equal(first.Blocks.Select(b => (b.Name, b.Spec.Stride, b.Spec.Kernel)), plan.Blocks.Select(b => (b.Name, b.Spec.Stride, b.Spec.Kernel)));
        });
    }

    private static NetworkPlan Plan(StudyRun run) => Assert.IsType<Classification>(run.Spec.Task).Plan;
}
