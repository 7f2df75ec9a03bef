using Sandglass.Deployment.Latency;
using Sandglass.Display.Charts;
using Sandglass.Display.Style;

namespace Sandglass.Display.Tests.Figures;

public class LatencyFiguresTests
{
    private static readonly LatencyReport Variants = LatencyRecord.Read("variants.json");
    private static readonly LatencyReport Operators = LatencyRecord.Read("operators.json");

    [Fact]
    public void The_documents_say_what_the_record_says()
    {
        var fit = Variants.Fit()!;
        Assert.True(fit.Networks >= 30);
        string[] said =
        [
            FormattableString.Invariant($"{fit.Networks} networks of {Variants.Networks.Min(Millions):0} to {Variants.Networks.Max(Millions):0} million multiply-adds"),
            FormattableString.Invariant($"is {fit.MultiplyAdds.Rank:0.000} for multiply-adds and {fit.Predicted.Rank:0.000} for the prediction"),
            FormattableString.Invariant($"a multiple of the multiply-adds is off by {100 * fit.MultiplyAdds.Spread:0} %, one of the prediction by {100 * fit.Predicted.Spread:0} %"),
        ];
        var text = File.ReadAllText(Path.Combine(Data.DataDirectory.Find(), "..", "docs", "DEPLOYMENT.md")).ReplaceLineEndings(" ");
        Assert.All(said, part => Assert.Contains(part, text));
    }

    [Fact]
    public void Every_network_is_a_point_in_both_panels_at_its_latency()
    {
        var figure = NetworkCosts.LatencyAgainstMultiplyAdds();

        Assert.Equal(["Multiply-adds", "Predicted"], figure.Panels.Select(panel => panel.Heading));
        foreach (var panel in figure.Panels)
        {
            Mark[] points = [.. panel.Series.Where(series => !series.IsNull).SelectMany(series => series.Marks)];
            Assert.Equal(Variants.Networks.Count, points.Length);
            Assert.All(points, point => Assert.InRange(point.Y, point.Low, point.High));
            Assert.Equal(Variants.Networks.Sum(network => Math.Log10(1000 * network.Seconds.Mean)), points.Sum(point => point.Y), 0.01);
        }
    }

    [Fact]
    public void A_slider_has_a_state_for_each_width_and_begins_at_the_whole()
    {
        var slider = NetworkCosts.LatencyOverWidth().Slider!;

        Assert.Equal(["0.35", "0.5", "0.75", "1", "1.4"], slider.States.Select(state => state.Label));
        Assert.Equal(3, slider.Active);
        Assert.All(slider.States, state => Assert.Equal(["MobileNeXt", "MobileNetV2"], Assert.Single(state.Panels).Series.Select(series => series.Style.Name)));
    }

    [Theory]
    [InlineData("mobilenext", "fp32")]
    [InlineData("mobilenetv2", "int8")]
    public void Bars_of_stages_add_up_to_the_operators_that_are_known(string network, string precision)
    {
        var figure = NetworkCosts.LatencyByStage(network, precision);
        var operators = Operators.Networks.Single(known => known.Network == $"{network}-1.0" && known.Precision == precision).Operators!.Where(one => one.Predicted is not null).ToArray();

        Assert.Equal(1000 * operators.Sum(one => one.Seconds), figure.Panels[0].Bars.Sum(bar => bar.Values.Sum()), 6);
        Assert.Equal(1000 * operators.Sum(one => one.Predicted!.Value), figure.Panels[1].Bars.Sum(bar => bar.Values.Sum()), 6);
    }

    [Fact]
    public void Convolutions_lie_under_the_roof_of_their_kind()
    {
        var panel = Assert.Single(NetworkCosts.LatencyRoofline().Panels);
        var (roofs, points) = (panel.Series.Where(series => series.Style.Marker == MarkerForm.None).ToArray(), panel.Series.Where(series => series.Style.Line == LineForm.None).ToArray());

        Assert.Equal(points.Length, roofs.Length);
        Assert.All(points.Zip(roofs), kind => Assert.All(kind.First.Marks, mark => Assert.True(mark.Y < kind.Second.Marks[0].Y + 0.05, mark.Remark)));
    }

    [Fact]
    public void What_was_not_recorded_or_is_damaged_is_told()
    {
        Assert.Contains("mobilenext-1.0 in fp32", Assert.Throws<ArgumentException>(() => NetworkCosts.LatencyByStage("resnet")).Message);
        var folder = Directory.CreateTempSubdirectory();
        Directory.CreateDirectory(Path.Combine(folder.FullName, "latency"));
        Assert.Contains("restore it", Assert.Throws<WorkbenchException>(() => LatencyRecord.Read("variants.json", folder.FullName)).Message);
        File.WriteAllText(Path.Combine(folder.FullName, "latency", "variants.json"), "{}");
        Assert.Contains("restore it", Assert.Throws<WorkbenchException>(() => LatencyRecord.Read("variants.json", folder.FullName)).Message);
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(-0.1, 0.7, "1 2 5")]
    [InlineData(1.3, 2.9, "20 50 100 200 500")]
    [InlineData(-2.1, 1.1, "0.01 0.1 1 10")]
    public void A_logarithmic_axis_has_some_ticks_however_short(double low, double high, string words) =>
        Assert.Equal(words.Split(' '), new Axis("", low, high) { IsLogarithmic = true }.Ticks.Select(tick => tick.Word));

    private static double Millions(NetworkLatency network) => network.MultiplyAdds / 1e6;
}
