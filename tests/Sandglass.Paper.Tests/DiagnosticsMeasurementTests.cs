using Sandglass.Data;
using Sandglass.Studies.Diagnostics;
using Sandglass.Tables;

namespace Sandglass.Paper.Tests;

public class DiagnosticsMeasurementTests
{
    private static readonly DiagnosticsMeasurement Loss = new(DiagnosticsQuantity.InformationLoss, "sandglass", "inverted");
    private static readonly DiagnosticsMeasurement Confusion = new(DiagnosticsQuantity.GradientConfusion, "sandglass", "inverted");

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
        Assert.Equal("1x: +2.00 points (+1.75 to +2.25, 3 seeds)", Loss.Ask(Probes(1.9, 2.0, 2.1)).Ours); // t 4.303

    [Fact]
    public void Confusion_is_asked_at_the_end_and_at_equal_loss_and_either_can_contradict()
    {
        ProxyAnswer Asked(double atStart, double atEnd) => Confusion.Ask(Cosines(atStart, atEnd));

        Assert.Equal(ProxyVerdict.Supported, Asked(0.1, 0.1).Verdict);
        Assert.Equal(ProxyVerdict.Contradicted, Asked(-0.1, -0.1).Verdict);
        var answer = Asked(0.3, -0.1); // at the loss of 1.5 that both reached, half way: +0.1
        Assert.Equal(ProxyVerdict.Contradicted, answer.Verdict);
        Assert.Contains("1 of 2 intervals above zero, 1 below", answer.Why);
        Assert.StartsWith("1x, epoch 2: −0.098 (", answer.Ours, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_record_or_without_its_table_the_answer_says_what_to_do()
    {
        var none = Loss.Ask(new RecordedOutcomes(_ => null));
        Assert.Equal(ProxyVerdict.NotRecorded, none.Verdict);
        Assert.Contains("workbench study run diagnostics --record", none.Why);
        var error = Assert.Throws<WorkbenchException>(() => Confusion.Ask(Probes(1, 2)));
        Assert.Contains("no table of gradient confusion", error.Message);
    }

    private static RecordedOutcomes Probes(params double[] points) => Recorded<LinearProbeRow>(points.Length, LinearProbeRow.FileName,
        (arm, seed) => [new LinearProbeRow(8, "stage1.block1.out", 16, 16, arm == "sandglass" ? 0.5 + (points[seed - 1] / 100) : 0.5)]);

    // The inverted residual ends at a loss of 1.5, the sandglass at 1: equal loss is half way of the latter.
    private static RecordedOutcomes Cosines(double atStart, double atEnd) => Recorded<ConfusionRow>(3, ConfusionRow.FileName, (arm, seed) =>
    {
        ConfusionRow Row(int epoch, double loss, double median) =>
            new(epoch, ConfusionSource.Network, "all", 10, 2, 2, loss, 0, 0, median, 0, 0, 1, []);
        var noise = seed / 1000.0;
        return arm == "sandglass"
            ? [Row(1, 2, atStart + noise), Row(2, 1, atEnd + noise)]
            : [Row(1, 2, 0), Row(2, 1.5, 0)];
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
        return new RecordedOutcomes(name => name != "diagnostics" ? null : record with
        {
            Rows = [.. record.Rows.Select(row => row.Arm == "inverted" ? row with { Family = BlockFamily.InvertedResidual } : row)],
            Tables = new Dictionary<string, string> { [file] = Csv.Write(["arm", "group", "seed", .. table.Header], cells) },
        });
    }
}
