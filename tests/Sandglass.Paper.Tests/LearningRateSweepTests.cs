using System.Globalization;
using Sandglass.Networks;
using Sandglass.Studies;

namespace Sandglass.Paper.Tests;

public class LearningRateSweepTests
{
    [Fact]
    public void The_best_rate_is_that_of_the_highest_mean_and_of_equals_the_lower()
    {
        StudyRow[] rows = [.. Family(BlockFamily.Sandglass, (0.1, 0.8), (0.2, 0.9), (0.4, 0.9)), .. Family(BlockFamily.Bottleneck, (0.1, 0.8), (0.2, 0.7), (0.4, 0.6))];
        var best = LearningRateSweep.Best(rows);

        Assert.Equal((0.2, 0.1), (best[(BlockFamily.Sandglass, "0.4x")], best[(BlockFamily.Bottleneck, "0.4x")]));
        Assert.Equal(0.1, LearningRateSweep.Shared(rows)); // 0.80 each, as at 0.2
    }

    [Fact]
    public void A_rate_at_which_a_run_diverged_is_never_chosen()
    {
        StudyRow[] rows = [.. Family(BlockFamily.Sandglass, (0.1, 0.8), (0.2, 0.9), (0.4, double.NaN)), .. Family(BlockFamily.Bottleneck, (0.1, 0.5), (0.2, double.NaN), (0.4, 0.9))];
        var best = LearningRateSweep.Best(rows);

        Assert.Equal((0.2, 0.4), (best[(BlockFamily.Sandglass, "0.4x")], best[(BlockFamily.Bottleneck, "0.4x")]));
        Assert.Equal(0.1, LearningRateSweep.Shared(rows));
    }

    [Fact]
    public void Where_every_rate_diverges_that_is_an_error()
    {
        StudyRow[] rows = [.. Family(BlockFamily.Sandglass, (0.1, double.NaN), (0.2, double.NaN))];

        Assert.Contains("sandglass at 0.4x diverged; sweep lower rates", Assert.Throws<WorkbenchException>(() => LearningRateSweep.Best(rows)).Message);
        Assert.Contains("sweep lower rates", Assert.Throws<WorkbenchException>(() => LearningRateSweep.Shared(rows)).Message);
    }

    [Fact]
    public void Its_runs_may_diverge() => Assert.True(LearningRateSweep.On(ComparedImages.Garments).MayDiverge);

    // Of two seeds the second diverges where there is no accuracy.
    private static IEnumerable<StudyRow> Family(BlockFamily family, params (double Rate, double Accuracy)[] points) =>
        from point in points
        from seed in (int[])[1, 2]
        let diverged = double.IsNaN(point.Accuracy) && seed == 2
        let cells = new Dictionary<string, string>
        {
            ["learning_rate"] = point.Rate.ToString(CultureInfo.InvariantCulture),
            ["validation_accuracy"] = diverged ? "" : (double.IsNaN(point.Accuracy) ? 0.99 : point.Accuracy).ToString(CultureInfo.InvariantCulture),
            [StudyRow.DivergedAfter] = diverged ? "12" : "",
        }
        select new StudyRow(
            FamilyBlocks.Name(family), FormattableString.Invariant($"0.4x, learning rate {point.Rate}"), family, seed, "0123456789abcdef", 0, cells);
}
