using System.Globalization;
using System.Text.Json;
using Sandglass.Display.Figures;
using Sandglass.Display.Style;
using Sandglass.Display.Tables;
using Sandglass.Networks;
using Sandglass.Paper;
using Sandglass.Runtime;
using Sandglass.Studies;

namespace Sandglass.Display.Tests.Figures;

/// <summary>Figures and tables of made-up studies over learning rates and numbers of training images.</summary>
public class SweepFiguresTests
{
    private static readonly double[] Rates = [0.05, 0.1, 0.2, 0.4, 0.8, 1.6];

    // The inverted residual diverges at the highest rate with one of two seeds, the bottleneck guesses there.
    private static readonly StudyRecord Sweep = Record("learning-rate", [1, 2],
        from budget in (string[])["0.4x", "0.2x", "0.1x"]
        from rate in Rates.Index()
        from family in BlockComparison.Families
        from seed in (int[])[1, 2]
        let accuracy = 0.88 - (0.01 * Math.Abs(rate.Index - 2.4)) - (0.01 * (int)family) + (0.002 * seed) - (budget == "0.1x" ? 0.03 : 0)
        let diverges = family == BlockFamily.InvertedResidual && rate.Item == 1.6 && seed == 2
        select Row(family, $"{budget}, learning rate {rate.Item.ToString(CultureInfo.InvariantCulture)}", seed, rate.Item, diverges ? null : family == BlockFamily.Bottleneck && rate.Item == 1.6 ? 0.1 : accuracy));

    private static readonly StudyRecord[] Curves =
    [
        .. from images in BlockComparison.TrainingImages
           let rows =
               from budget in ((string[])["1x", "0.4x", "0.2x", "0.1x", "0.05x"]).Index()
               from family in BlockComparison.Families
               from seed in (int[])[1, 2, 3]
               select Row(family, budget.Item, seed, 0.2, 0.5 + (0.09 * Math.Log10(images)) - (0.012 * budget.Index) + (0.008 * (int)family) + (0.003 * Math.Sin(seed * 7)))
           select Record(BlockComparison.NameWith(images), [1, 2, 3], rows) is var record
               ? record with { Protocol = record.Protocol with { About = new Dictionary<string, JsonElement> { [BlockComparison.TrainingImagesFact] = JsonSerializer.SerializeToElement(images) } } }
               : record,
    ];

    [Fact]
    public void A_sweep_is_drawn_over_its_rates_a_panel_a_budget_without_a_point_where_a_run_diverged()
    {
        var figure = Sweep.Accuracy();

        Assert.Equal(["Budget 0.4x", "Budget 0.2x", "Budget 0.1x"], figure.Panels.Select(panel => panel.Heading));
        Assert.All(figure.Panels, panel =>
        {
            Assert.Equal(["0.05", "0.1", "0.2", "0.4", "0.8", "1.6"], panel.X.Words);
            Assert.Equal([6, 5, 6], panel.Series.Select(series => series.Marks.Count));
            Assert.All(panel.Series, series => Assert.Equal([2], series.Marks.Index().Where(mark => mark.Item.Filled).Select(mark => mark.Index)));
            Assert.All(panel.Series.SelectMany(series => series.Marks), mark => Assert.Equal(2, mark.Singles.Count));
            Assert.True(panel.Y.Low > 50); // the guesses do not flatten the rest
        });
        Assert.Contains("No point where a run diverged (3 of 108 runs did). What lies deeper is cut off.", figure.Note);
        Assert.True(figure.ToPng().Length > 1000);
        Assert.Contains(FamilyPalette.For(BlockFamily.InvertedResidual).Colour, figure.ToHtmlFragment());
        Assert.NotEqual(figure.Id, (Sweep with { Protocol = Sweep.Protocol with { Comparisons = [new("sandglass", "inverted", "0.4x, learning rate 0.1", true)] } }).Accuracy().Id);
    }

    // A dot of a seed in an open marker would fill it, and only the best rate is filled.
    [Fact]
    public void Live_as_still_the_markers_of_a_sweep_lie_over_the_dots_of_its_seeds()
    {
        using var json = JsonDocument.Parse(Plotly.NET.GenericChart.toJson(Sweep.Accuracy().ToChart()));
        var modes = json.RootElement.GetProperty("data").EnumerateArray().GroupBy(trace => trace.GetProperty("xaxis").GetString(), trace => trace.GetProperty("mode").GetString());
        Assert.All(modes, panel => Assert.Equal([.. Enumerable.Repeat("markers", 3), .. Enumerable.Repeat("lines+markers", 3)], panel));
    }

    [Fact]
    public void Tables_of_a_sweep_count_the_diverged_seeds_of_an_arm()
    {
        var table = ArmTables.Results(Sweep);
        var (diverged, accuracy) = (Column(table, "diverged"), Column(table, "test\naccuracy %"));
        Assert.Equal(3, table.Rows.Count(row => (row[diverged], row[accuracy]) == ("1", "")));
        Assert.Equal(51, table.Rows.Count(row => row[diverged] == "0" && row[accuracy].Length > 0));
        Assert.Contains("Diverged: seeds whose loss", table.Legend);

        var means = ArmTables.Means(Sweep);
        Assert.Equal(3, means.Rows.Count(row => (row[Column(means, "diverged")], row[1]) == ("1", "")));
        Assert.DoesNotContain("diverged after steps", means.Columns.Select(column => column.Heading));

        var rates = Sweep.LearningRates();
        Assert.Equal(["", "", "", ""], rates.Rows.Where(row => row[0] == "mean" || row[0].StartsWith("inverted", StringComparison.Ordinal)).Select(row => row[^1]));
        Assert.Contains("Empty where a run diverged (3 of 108).", rates.Legend);

        var without = Sweep with { Rows = [.. Sweep.Rows.Where(row => !row.Diverged)] };
        Assert.DoesNotContain("diverged", ArmTables.Results(without).ToText(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("diverged", ArmTables.Means(without).ToText(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("diverged", without.LearningRates().ToText(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Accuracy_is_drawn_over_training_images_a_panel_a_budget_with_intervals()
    {
        var figure = TrainingImagesFigure.Of([.. Curves.Reverse()]);

        Assert.Equal(["Budget 1x", "Budget 0.4x", "Budget 0.2x", "Budget 0.1x", "Budget 0.05x"], figure.Panels.Select(panel => panel.Heading));
        Assert.All(figure.Panels, panel =>
        {
            Assert.Equal(["1", "2", "5", "10"], panel.X.Words);
            Assert.Equal([4, 4, 4], panel.Series.Select(series => series.Marks.Count));
            Assert.All(panel.Series, series => Assert.True(series.Marks.All(mark => mark.HasSpread) && series.Marks[0].Y < series.Marks[3].Y));
        });
        Assert.True(figure.ToPng().Length > 1000);
        Assert.Contains(FamilyPalette.For(BlockFamily.Bottleneck).Colour, figure.ToHtmlFragment());
        Assert.Throws<WorkbenchException>(() => TrainingImagesFigure.Of([Sweep]));
        Assert.Throws<ArgumentException>(() => TrainingImagesFigure.Of([]));
    }

    private static int Column(Table table, string heading) => table.Columns.Index().Single(column => column.Item.Heading == heading).Index;

    private static StudyRecord Record(string name, int[] seeds, IEnumerable<StudyRow> rows) =>
        new(new StudyProtocol(name, "Which learning rate suits each family at each budget?", 0.01, seeds, [], "test_accuracy"), [.. rows], [EnvironmentFingerprint.Capture()]);

    private static StudyRow Row(BlockFamily family, string group, int seed, double rate, double? accuracy)
    {
        string Text(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "";
        var cells = new Dictionary<string, string>
        {
            ["width_multiplier"] = "0.5",
            ["parameters"] = "100000",
            ["multiply_adds"] = "3200000",
            ["learning_rate"] = Text(rate),
            ["epochs"] = "8",
            ["validation_accuracy"] = Text(accuracy),
            ["test_accuracy"] = Text(accuracy),
            ["seconds"] = "90",
            ["training_images_per_second"] = "900",
        };
        if (accuracy is null)
        {
            cells[StudyRow.DivergedAfter] = "412";
        }

        return new StudyRow(FamilyBlocks.Name(family), group, family, seed, "0123456789abcdef", 0, cells);
    }
}
