using System.Text.Json.Nodes;
using Sandglass.Detection.Training;
using Sandglass.Display.Charts;
using Sandglass.Display.Figures;
using Sandglass.Display.Style;
using Sandglass.Studies;

namespace Sandglass.Display.Tests.Figures;

public class DetectionFiguresTests
{
    [Fact]
    public void Curves_have_a_line_a_backbone_in_the_colours_of_the_blocks()
    {
        var figure = DetectionFigures.PrecisionRecall(SampleDetections.Curves);
        var series = Assert.Single(figure.Panels).Series;
        Assert.Equal(["Inverted residual", "Sandglass"], series.Select(one => one.Style.Name));
        Assert.Equal(FamilyPalette.For(BlockFamily.Sandglass).Colour, series[1].Style.Colour);
        Assert.Equal(21, series[0].Marks.Count);
        Assert.Equal(SampleDetections.Curves.Where(row => row is { Family: BlockFamily.Sandglass, Row.Recall: 0.5 }).Average(row => row.Row.Precision), series[1].Marks[10].Y, 1e-4);
        Assert.Contains("3 seeds", figure.Note);
    }

    [Fact]
    public void Precisions_have_a_mean_with_the_interval_of_the_seeds_means()
    {
        var series = Assert.Single(DetectionFigures.AveragePrecision(SampleDetections.Precisions).Panels).Series;
        Assert.Equal(2, series.Count);
        var last = series[1].Marks[^1];
        var means = SampleDetections.Precisions.Where(row => row.Family == BlockFamily.Sandglass).GroupBy(row => row.Seed).Select(run => 100 * run.Average(row => row.Row.Area!.Value)).ToArray();
        Assert.Equal(Statistics.TInterval.OfMean(means), new Statistics.Interval(last.Y, last.Low, last.High));
        Assert.Equal(means, last.Singles);
        Assert.Equal(11, series[0].Marks.Count);
    }

    [Fact]
    public void Names_of_classes_stand_on_end_in_a_narrow_window_with_room_for_the_longest()
    {
        var layout = JsonNode.Parse(TitledChart.ToJson(DetectionFigures.AveragePrecision(SampleDetections.Precisions)))!["layout"]!;
        var narrow = layout["meta"]!["narrow"]!;
        Assert.Equal(-90, (double?)narrow["xaxis.tickangle"]);
        Assert.All(narrow["xaxis.ticktext"]!.AsArray(), name => Assert.DoesNotContain("<br>", (string)name!));
        Assert.True((double)narrow["margin.b"]! > (double)layout["margin"]!["b"]!);
    }

    [Fact]
    public void A_class_without_objects_is_left_out()
    {
        Observed<ClassResult>[] rows = [.. SampleDetections.Precisions, .. SampleDetections.Precisions.Take(1).Select(row => row with { Row = new ClassResult("hat", null, null) })];
        Assert.Equal(11, DetectionFigures.AveragePrecision(rows).Panels[0].Series[0].Marks.Count);
    }

    [Fact]
    public void Both_rules_are_shown_under_their_names()
    {
        var (eleven, area) = (DetectionFigures.AveragePrecision(SampleDetections.Precisions, byArea: false), DetectionFigures.AveragePrecision(SampleDetections.Precisions));
        Assert.Contains("eleven points", eleven.Note);
        Assert.Contains("area", area.Note);
        Assert.Equal(eleven.Panels[0].Series[0].Marks[0].Y + 1, area.Panels[0].Series[0].Marks[0].Y, 1e-9);
    }

    [Fact]
    public void One_seed_has_no_interval()
    {
        var figure = DetectionFigures.AveragePrecision([.. SampleDetections.Precisions.Where(row => row.Seed == 1)]);
        Assert.Contains("no interval", figure.Note);
        Assert.All(figure.Panels[0].Series.SelectMany(series => series.Marks), mark => Assert.False(mark.HasSpread));
    }

    [Fact]
    public void Nothing_is_no_figure()
    {
        Assert.Throws<ArgumentException>(() => DetectionFigures.PrecisionRecall([]));
        Assert.Throws<ArgumentException>(() => DetectionFigures.AveragePrecision([]));
    }
}
