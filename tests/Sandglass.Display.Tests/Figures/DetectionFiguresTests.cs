using Sandglass.Blocks;
using Sandglass.Display.Figures;
using Sandglass.Display.Style;

namespace Sandglass.Display.Tests.Figures;

public class DetectionFiguresTests
{
    [Fact]
    public void Curves_have_a_panel_a_class_and_the_colours_of_the_blocks()
    {
        var figure = DetectionFigures.PrecisionRecall(SampleDetections.Points);
        Assert.Equal(SampleDetections.Classes, figure.Panels.Select(panel => panel.Heading));
        Assert.All(figure.Panels, panel =>
        {
            Assert.Equal(["MobileNetV2", "MobileNeXt"], panel.Series.Select(series => series.Style.Name));
            Assert.Equal(FamilyPalette.For(BlockFamily.Sandglass).Colour, panel.Series[1].Style.Colour);
            Assert.Equal(21, panel.Series[0].Marks.Count);
        });
        Assert.Contains("3 seeds", figure.Note);
    }

    [Fact]
    public void Precisions_have_a_mean_with_the_interval_of_the_seeds_means()
    {
        var series = Assert.Single(DetectionFigures.AveragePrecision(SampleDetections.Precisions, "VOC 2007").Panels).Series;
        Assert.Equal(2, series.Count);
        var last = series[1].Marks[^1];
        var means = SampleDetections.Precisions.Where(row => row.Family == BlockFamily.Sandglass).GroupBy(row => row.Seed).Select(run => 100 * run.Average(row => row.AveragePrecision)).ToArray();
        Assert.Equal(Statistics.TInterval.OfMean(means), new Statistics.Interval(last.Y, last.Low, last.High));
        Assert.Equal(means, last.Singles);
        Assert.Equal(11, series[0].Marks.Count);
    }

    [Fact]
    public void A_class_without_objects_is_left_out()
    {
        BackbonePrecision[] rows = [.. SampleDetections.Precisions, .. SampleDetections.Precisions.Take(1).Select(row => row with { Class = "hat", AveragePrecision = double.NaN })];
        Assert.Equal(11, DetectionFigures.AveragePrecision(rows, "VOC 2007").Panels[0].Series[0].Marks.Count);
    }

    [Fact]
    public void One_seed_has_no_interval()
    {
        var figure = DetectionFigures.AveragePrecision([.. SampleDetections.Precisions.Where(row => row.Seed == 1)], "VOC 2007");
        Assert.Contains("no interval", figure.Note);
        Assert.All(figure.Panels[0].Series.SelectMany(series => series.Marks), mark => Assert.False(mark.HasSpread));
    }

    [Fact]
    public void Nothing_is_no_figure()
    {
        Assert.Throws<ArgumentException>(() => DetectionFigures.PrecisionRecall([]));
        Assert.Throws<ArgumentException>(() => DetectionFigures.AveragePrecision([], "VOC 2007"));
    }
}
