using Sandglass.Data;
using Sandglass.Blocks;
using Sandglass.Counting;
using Sandglass.Runtime;
using Sandglass.Studies;
using Sandglass.Tests.Data;
using Sandglass.Training;

namespace Sandglass.Tests.Studies;

public class BlockComparisonTests
{
    private static readonly DataIdentity Data = new("images", "1", "2", "3");
    private static readonly Study Comparison = BlockComparison.OnSmallImages(Preset.Standard);
    private static readonly IReadOnlyList<StudyRun> Grid = Comparison.Runs(Data);
    private static readonly double[] Accuracies = [0.81, 0.82, 0.83];

    [Fact]
    public void The_grid_holds_every_family_budget_and_seed_once()
    {
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
            Assert.Equal(seed.Select(run => run.Arm.Count.MultiplyAdds).OrderDescending(), seed.Select(run => run.Arm.Count.MultiplyAdds));
        }
    }

    [Fact]
    public void Budgets_are_met_within_two_percent() => Assert.All(Grid, run =>
    {
        Assert.InRange(run.Arm.Match.Residual, -0.02, 0.02);
        Assert.Equal(run.Arm.Match.Actual, Counter.Count(run.Spec.Plan).MultiplyAdds);
        Assert.Contains(run.Arm.Match.Target, (long[])[8_000_000, 3_200_000]);
    });

    [Fact]
    public void Only_the_blocks_differ()
    {
        var first = Grid[0].Spec.Plan;
        Assert.All(Grid.Select(run => run.Spec.Plan), plan =>
        {
            Assert.Equal(first.Stem, plan.Stem);
            Assert.Equal((first.Resolution, first.Classes, first.Dropout, first.Features), (plan.Resolution, plan.Classes, plan.Dropout, plan.Features));
            Assert.Equal(first.Head.Select(h => h with { InChannels = 0 }), plan.Head.Select(h => h with { InChannels = 0 }));
            Assert.Equal(first.Blocks.Select(b => (b.Name, b.Spec.Stride, b.Spec.Kernel)), plan.Blocks.Select(b => (b.Name, b.Spec.Stride, b.Spec.Kernel)));
        });
    }

    [Fact]
    public void Rows_summarise_runs_over_seeds()
    {
        var rows = Record(seed => Accuracies[seed - 1]).Summary();

        Assert.Equal(["1x", "1x", "1x", "0.4x", "0.4x", "0.4x"], rows.Select(row => row.Budget));
        Assert.Equal([.. BlockComparison.Families, .. BlockComparison.Families], rows.Select(row => row.Family));
        Assert.All(rows, row =>
        {
            Assert.Equal([1, 2, 3], row.Seeds);
            Assert.Equal(Accuracies, row.TestAccuracies);
            Assert.Equal(0.82 + 0.024841377, row.TestAccuracy.High, 1e-8);
            Assert.Equal((4.0, 50.0), (row.SecondsPerRun, row.TrainingImagesPerSecond));
        });
        Assert.Equal(Comparison.Arms[0].Match.Width, rows[0].Width);
    }

    [Fact]
    public void Curves_hold_a_point_an_epoch()
    {
        var curves = Record(_ => 0.5).Curves();
        Assert.Equal(36, curves.Count);
        Assert.Equal(new CurvePoint(BlockFamily.Bottleneck, "1x", 1, 2, 1.5, 0.7), curves[1]);
    }

    private static StudyRecord Record(Func<int, double> accuracy)
    {
        using var folder = new TemporaryFolder();
        return StudyRecord.Of(Comparison with { Observers = [] }, Grid.Reverse().Select(place => (place, Finished(folder.Path, place, accuracy(place.Spec.Seed)))));
    }

    // Two epochs of 100 images; the first seed is the slowest.
    private static Run Finished(string folder, StudyRun place, double accuracy)
    {
        RunFiles.WriteBits(folder, [true, false]);
        var count = Counter.Count(place.Spec.Plan);
        var summary = new RunSummary(
            place.Spec.Hash, place.Spec, EnvironmentFingerprint.Capture(), count.Parameters, count.MultiplyAdds, 0.7, accuracy, 1);
        var seconds = 4.0 - place.Spec.Seed;
        return new Run(
            folder,
            summary,
            [new EpochMetrics(1, 0.1, 2, 0.5, 1, 0.6), new EpochMetrics(2, 0.1, 1.5, 0.6, 1, 0.7)],
            [new EpochTiming(1, 100, 0, seconds, 0, 0, 0), new EpochTiming(2, 100, 0, seconds, 0, 0, 0)]);
    }
}
