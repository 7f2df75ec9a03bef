using Sandglass.Studies;
using Sandglass.Studies.Diagnostics;

namespace Sandglass.Tests.Studies;

public class EqualLossTests
{
    [Fact]
    public void Every_run_is_taken_where_all_have_been()
    {
        var found = EqualLoss.Of(
            [.. Run(1, (2, 0.0), (1, 0.4), (0.5, 0.6)), .. Run(2, (2.4, 0.1), (1.4, 0.3), (0.8, 0.5))], row => row.Median);
        Assert.All(found, run => Assert.Equal(0.8, run.Row.Loss));
        Assert.Equal([0.48, 0.5], found.Select(run => Math.Round(run.Row.Value, 9)));
    }

    [Fact]
    public void Nulls_and_single_parts_do_not_count()
    {
        var run = Run(1, (2, 0.0), (1, 0.4)).ToList();
        var others = run.SelectMany(row => new[]
        {
            row with { Row = row.Row with { Source = ConfusionSource.RandomLabels, Loss = 0.1 } },
            row with { Row = row.Row with { Part = "stem", Loss = 0.1 } },
        });
        Assert.Equal(new EqualLoss(1, 0.4), Assert.Single(EqualLoss.Of([.. run, .. others], row => row.Median)).Row);
    }

    private static IEnumerable<Observed<ConfusionRow>> Run(int seed, params (double Loss, double Median)[] epochs) =>
        epochs.Select((epoch, i) => new Observed<ConfusionRow>("sandglass", "0.4x", BlockFamily.Sandglass, seed, new ConfusionRow(
            i, ConfusionSource.Network, "all", 10, 4, 32, epoch.Loss, 0, 0, epoch.Median, 0, 0, 1, [])));
}
