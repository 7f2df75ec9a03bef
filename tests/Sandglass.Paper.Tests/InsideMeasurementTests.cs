using Sandglass.Data;
using Sandglass.Studies.Diagnostics;
using Sandglass.Tables;

namespace Sandglass.Paper.Tests;

public class InsideMeasurementTests
{
    private static readonly InsideMeasurement Loss = new(InsideQuantity.InformationLoss, "sandglass", "inverted");
    private static readonly InsideMeasurement Confusion = new(InsideQuantity.GradientConfusion, "sandglass", "inverted");

    [Fact]
    public void Recorded_probes_decide_and_others_decide_otherwise()
    {
        ProxyVerdict Asked(params double[] points) => Loss.Ask(Probes(points)).Verdict;

        Assert.Equal(ProxyVerdict.Supported, Asked(1.9, 2.0, 2.1));
        Assert.Equal(ProxyVerdict.Contradicted, Asked(-1.9, -2.0, -2.1));
        Assert.Equal(ProxyVerdict.Undecided, Asked(-2, 3, -1));
    }

    [Fact]
    public void The_answer_has_difference_interval_and_seeds() =>
        Assert.Equal(
            "1x, full width: +2.00 points (+1.64 to +2.36, 3 seeds); 1x, equal dimension: +2.00 points (+1.64 to +2.36, 3 seeds)",
            Loss.Ask(Probes(1.9, 2.0, 2.1)).Ours); // t of 97.5 % and two degrees of freedom: 6.205

    [Fact]
    public void A_probe_of_all_features_counts_as_one_of_equal_dimension_does()
    {
        Assert.Equal(ProxyVerdict.Undecided, Loss.Ask(Probes([1.9, 2.0, 2.1], [-1.9, -2.0, -2.1])).Verdict);
        Assert.Equal(ProxyVerdict.Contradicted, Loss.Ask(Probes([-1, 1, 0.5], [-1.9, -2.0, -2.1])).Verdict);
        Assert.Equal(ProxyVerdict.Undecided, Loss.Ask(Probes([1.9, 2.0, 2.1], [-1, 1, 0.5])).Verdict);
    }

    [Fact]
    public void Confusion_is_asked_at_the_end_and_at_equal_loss_by_every_quantity()
    {
        ProxyAnswer Asked(double atStart, double atEnd, double eta = 0) => Confusion.Ask(Cosines(atStart, atEnd, eta));

        Assert.Equal(ProxyVerdict.Supported, Asked(0.1, 0.1, eta: -0.1).Verdict);
        Assert.Equal(ProxyVerdict.Contradicted, Asked(-0.1, -0.1).Verdict);
        Assert.Equal(ProxyVerdict.Undecided, Asked(0.1, 0.1).Verdict); // the bound eta is equal
        var answer = Asked(0.3, -0.1, eta: 0.1); // at the loss of 1.5 that both reached, half way: +0.1
        Assert.Equal(ProxyVerdict.Undecided, answer.Verdict);
        Assert.Contains("2 of 5 intervals above zero, 3 below", answer.Why);
        Assert.StartsWith("1x, median cosine, epoch 2: −0.098 (", answer.Ours, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_record_or_without_its_table_the_answer_says_what_to_do()
    {
        var none = Loss.Ask(new RecordedOutcomes(_ => null));
        Assert.Equal(ProxyVerdict.NotRecorded, none.Verdict);
        Assert.Contains("workbench study run inside --record", none.Why);
        var error = Assert.Throws<WorkbenchException>(() => Confusion.Ask(Probes(1, 2)));
        Assert.Contains("no table of gradient confusion", error.Message);
    }

    private static RecordedOutcomes Probes(params double[] points) => Probes(points, points);

    private static RecordedOutcomes Probes(double[] full, double[] equal) => Recorded<LinearProbeRow>(full.Length, LinearProbeRow.FileName, (arm, seed) =>
    {
        LinearProbeRow Row(ProbeWidth width, double points) => new(8, width, "stage1.block1.out", 32, 16, arm == "sandglass" ? 0.5 + (points / 100) : 0.5);
        return [Row(ProbeWidth.EqualDimension, equal[seed - 1]), Row(ProbeWidth.Full, full[seed - 1])];
    });

    // The inverted residual ends at a loss of 1.5, the sandglass at 1: equal loss is half way of the latter.
    private static RecordedOutcomes Cosines(double atStart, double atEnd, double eta) => Recorded<ConfusionRow>(3, ConfusionRow.FileName, (arm, seed) =>
    {
        ConfusionRow Row(int epoch, double loss, double cosine, double bound) =>
            new(epoch, ConfusionSource.Network, "all", 10, 2, 2, loss, cosine, 0, cosine, 0, bound, 1, []);
        var noise = seed / 1000.0;
        return arm == "sandglass"
            ? [Row(1, 2, atStart + noise, 1 + eta + noise), Row(2, 1, atEnd + noise, 1 + eta + noise)]
            : [Row(1, 2, 0, 1.002), Row(2, 1.5, 0, 1.002)];
    });

    private static RecordedOutcomes Recorded<T>(int seeds, string file, Func<string, int, T[]> rows)
        where T : class
    {
        var (record, table) = (SampleStudy.Record(new double[seeds]), RowTable.Of<T>());
        string[] arms = ["sandglass", "inverted"];
        var cells =
            from arm in arms
            from seed in Enumerable.Range(1, seeds)
            from row in rows(arm, seed)
            select (IReadOnlyList<string>)[arm, "1x", $"{seed}", .. table.Cells(row)];
        return new RecordedOutcomes(name => name != "inside" ? null : record with
        {
            Rows = [.. record.Rows.Select(row => row.Arm == "inverted" ? row with { Family = BlockFamily.InvertedResidual } : row)],
            Tables = new Dictionary<string, string> { [file] = Csv.Write(["arm", "group", "seed", .. table.Header], cells) },
        });
    }
}
