using Sandglass.Counting;
using Sandglass.Display.Figures;
using Sandglass.Networks;

namespace Sandglass.Display.Tests.Figures;

public class CostFiguresTests
{
    [Fact]
    public void The_bars_add_up_to_the_count()
    {
        var count = Counter.Count(MobileNetV2.Plan());
        var figure = CostFigures.ByStage(count);
        var totals = figure.Panels.Select(panel => panel.Bars.Sum(part => part.Values.Sum())).ToArray();
        Assert.Equal(count.MultiplyAdds / 1e6, totals[0], 6);
        Assert.Equal((count.WeightBytes + count.ActivationBytes) / 1048576.0, totals[1], 0); // BatchNorm's weights aside
    }

    [Fact]
    public void Every_kind_of_layer_is_named_in_both_drawings()
    {
        var figure = CostFigures.ByStage(Counter.Count(MobileNeXt.Official()));
        Assert.All(
            ["Full convolution", "Depthwise", "Pointwise", "Linear"],
            name =>
            {
                Assert.Contains(name, figure.ToSvg());
                Assert.Contains(name, figure.ToHtmlFragment());
            });
        Assert.Equal(figure.ToPng(), CostFigures.ByStage(Counter.Count(MobileNeXt.Official())).ToPng());
    }

    [Fact]
    public void A_count_without_weights_has_no_figure() =>
        Assert.Throws<ArgumentException>(() => CostFigures.ByStage(new NetworkCount("nothing", [])));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_block_of_the_readers_own_stands_beside_the_families(bool recorded)
    {
        var yours = SampleResults.Rows[0] with { Arm = "Your block", Budget = "yours" };
        var figure = ComparisonFigures.AccuracyAgainstMultiplyAdds(recorded ? SampleResults.Rows : [], [yours]);
        var series = Assert.Single(figure.Panels).Series;
        Assert.Equal("Your block", series[^1].Style.Name);
        Assert.Equal(recorded ? 4 : 1, series.Count);
        Assert.True(Assert.Single(series[^1].Marks).Filled);
        Assert.Contains("Your block", figure.ToSvg());
        Assert.Contains("diamond", figure.ToHtmlFragment());
    }

    [Fact]
    public void The_note_says_when_it_was_trained_for_other_epochs()
    {
        var study = Study.Load("blocks");
        Assert.EndsWith("epochs: mine 3; the others 8.", Note(3));
        Assert.DoesNotContain("epochs", Note(8));

        string Note(int epochs) => (study with
        {
            Rows = [.. study.Rows, study.Rows[0].With("epochs", epochs) with { Arm = "mine" }],
            Own = ["mine"],
        }).Plot().Note;
    }
}
