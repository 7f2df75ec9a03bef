using System.Globalization;
using Sandglass.Data;
using Sandglass.Deployment.Studies;
using Sandglass.Display.Style;
using Sandglass.Networks;
using Sandglass.Studies;
using Sandglass.Tables;
using Sandglass.Training;

namespace Sandglass.Display.Tests.Figures;

/// <summary>Figures and tables of a made-up study of quantization, and of a small network.</summary>
public sealed class QuantizationFiguresTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sandglass-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_row_a_scheme_has_a_point_a_family_and_what_costs_little_an_axis_of_its_own()
    {
        var figure = Record.Accuracy();

        Assert.Equal("changes-quantization", figure.Id);
        Assert.Equal([["int8-per-tensor", "int8"], ["4-bits"]], figure.Panels.Select(panel => panel.Y.Words));
        Assert.All(figure.Panels, panel => Assert.Equal("Accuracy change (points)", panel.X.Label));
        Assert.All(figure.Panels, panel => Assert.Equal(
            Enum.GetValues<BlockFamily>().Select(family => FamilyPalette.For(family).Colour), panel.Series.Skip(1).Select(series => series.Style.Colour)));
        Assert.All(figure.Panels, panel => Assert.Equal((6 * panel.Y.Words.Count, "A seed"), (panel.Series[0].Marks.Count, panel.Series[0].Style.Name)));
        var sandglass = figure.Panels[1].Series.Single(series => series.Style.Name == "Sandglass").Marks.Single();
        Assert.Equal((-20, true), (Math.Round(sandglass.X, 6), sandglass.HasSpread));
        Assert.Equal("Sandglass, 4-bits\n−20.00 points (−21.27 to −18.73)", sandglass.Remark);
        Assert.Contains("2 seeds", figure.Note);
        Assert.True(figure.ToPng().Length > 1000);
        Assert.DoesNotContain("NaN", figure.ToHtmlFragment());
    }

    [Fact]
    public void Without_great_changes_there_is_one_panel() => Assert.Equal(
        ["int8-per-tensor", "int8"],
        Assert.Single((Record with { Rows = [.. Record.Rows.Where(row => row.Group != "4-bits")] }).Accuracy().Panels).Y.Words);

    [Fact]
    public void An_outcome_that_is_no_change_is_drawn_as_before() =>
        Assert.StartsWith("arms-", (Record with { Protocol = Record.Protocol with { Outcome = "quantized_accuracy" } }).Accuracy().Id, StringComparison.Ordinal);

    [Fact]
    public void The_table_of_arms_says_that_a_change_is_in_points() =>
        Assert.Contains("points", Display.Tables.ArmTables.Means(Record).ToText(), StringComparison.Ordinal);

    [Fact]
    public void The_table_of_losses_has_changes_equalization_and_the_worst_place_of_most_seeds()
    {
        var table = Record.Losses();

        Assert.Equal(9, table.Rows.Count);
        Assert.Equal(["4-bits", "sandglass", "−20.00", "−21.27 to −18.73", "−1.00", "stage1.block1.out", "2 of 2", "11.5"], table.Rows[^1]);
        Assert.Equal(["int8", "bottleneck", "−0.05", "−1.32 to +1.22", "", "stage1.block1.out", "2 of 2", "11.5"], table.Rows[0]);
    }

    [Fact]
    public void Channels_stand_at_their_share_of_the_layer_and_the_note_counts_those_that_are_rounded_away()
    {
        using var data = SampleAnalysis.Splits();
        var spec = new RunSpec(new Classification(SampleAnalysis.Plan), new Recipe { Epochs = 1, BatchSize = 6, Augmentation = Augmentation.None }, data.Identity, 1);
        var run = new RunStore(_folder).FindOrTrain(spec, data, cancellation: TestContext.Current.CancellationToken);
        var panel = run.WeightRanges().Panels.Single();

        var layers = SampleAnalysis.Plan.Layers().OfType<NetworkLayer.Convolution>().Where(layer => layer.Kernel.Groups > 1).ToArray();
        Assert.Equal(layers.Length, panel.Y.Words.Count);
        var channels = panel.Series.Single(series => series.Style.Name == "A channel").Marks;
        Assert.InRange(channels.Count, layers.Length, layers.Sum(layer => layer.Output.Channels));
        Assert.All(channels.GroupBy(mark => mark.Y), layer => Assert.Equal(0, layer.Max(mark => mark.X)));
        Assert.Equal([Math.Log10(1 / 254.0), Math.Log10(1 / 14.0)], panel.Series.Take(2).Select(line => line.Marks[0].X));
        Assert.Matches($@"0: \d+ of {layers.Sum(layer => layer.Output.Channels)} channels in 4 bits, \d+ in 8\.$", run.WeightRanges().Note);
    }

    private static StudyRecord Record { get; } = Made();

    private static StudyRecord Made()
    {
        (string Scheme, double Change)[] schemes = [("int8", -0.0005), ("int8-per-tensor", -0.001), ("4-bits", -0.2)];
        (string Arm, BlockFamily Family)[] arms = [("bottleneck", BlockFamily.Bottleneck), ("inverted", BlockFamily.InvertedResidual), ("sandglass", BlockFamily.Sandglass)];
        var cells = (from scheme in schemes from arm in arms from seed in new[] { 1, 2 } select (scheme, arm, seed, Change: scheme.Change + (0.002 * (seed - 1.5)))).ToArray();
        string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
        return new StudyRecord(
            new StudyProtocol("quantization", "Which loses least?", 0.005, [1, 2], [new("sandglass", "inverted", "int8", true)], "accuracy_change"),
            [.. cells.Select(cell => new StudyRow(cell.arm.Arm, cell.scheme.Scheme, cell.arm.Family, cell.seed, "0123456789abcdef", 0, new Dictionary<string, string>
            {
                ["parameters"] = "1000",
                ["multiply_adds"] = "2000",
                ["seconds"] = "1",
                ["test_accuracy"] = "0.8",
                ["quantized_accuracy"] = Number(0.8 + cell.Change),
                ["accuracy_change"] = Number(cell.Change),
            }))],
            [])
        {
            Tables = new Dictionary<string, string>
            {
                [StudyRecord.EpochTable] = $"arm,group,seed,{string.Join(',', RowTable.Of<QuantizationRow>().Header)}\n" + string.Concat(cells.Select(cell =>
                    $"{cell.arm.Arm},{cell.scheme.Scheme},{cell.seed},0.8,{(cell.scheme.Scheme == "4-bits" ? "0.79" : "")},{Number(0.8 + cell.Change)},{10 + cell.seed},stage1.block1.out\n")),
            },
        };
    }
}
