using System.Text.Json;
using Plotly.NET;
using Sandglass.Display.Figures;
using Sandglass.Display.Style;

namespace Sandglass.Display.Tests.Interactive;

public class InteractiveChartTests
{
    [Fact]
    public void A_family_has_its_colour_and_its_accuracies_in_per_cent()
    {
        var chart = ComparisonFigures.AccuracyAgainstMultiplyAdds(SampleResults.Rows).ToChart();
        var lines = Json(chart).GetProperty("data").EnumerateArray()
            .Where(t => t.GetProperty("showlegend").GetBoolean())
            .ToArray();

        Assert.Equal(
            Enum.GetValues<BlockFamily>().Select(f => FamilyPalette.For(f)).Select(s => (s.Name, s.Colour)),
            lines.Select(t => (t.GetProperty("name").GetString(), t.GetProperty("line").GetProperty("color").GetString()))!);
        Assert.Equal([89.35, 87.63], Numbers(lines[2], "y").Select(y => Math.Round(y, 2)));
        Assert.All(Numbers(lines[2].GetProperty("error_y"), "array"), e => Assert.InRange(e, 0.1, 1));
    }

    [Fact]
    public void Every_budget_has_its_own_axes_and_the_legend_names_a_family_once()
    {
        var json = Json(LearningCurveFigures.TrainingLoss(SampleResults.Curves).ToChart());

        Assert.True(json.GetProperty("layout").TryGetProperty("xaxis2", out _));
        Assert.False(json.GetProperty("layout").TryGetProperty("xaxis3", out _));
        Assert.Equal(3, json.GetProperty("data").EnumerateArray().Count(t => t.GetProperty("showlegend").GetBoolean()));
    }

    [Fact]
    public void Ids_in_a_page_come_from_the_figure()
    {
        var html = ComparisonFigures.AccuracyAgainstParameters(SampleResults.Rows).ToHtmlFragment();
        Assert.Contains("<div class=\"chart\" id=\"accuracy-parameters-chart\">", html);
        Assert.DoesNotContain("https://", html);
    }

    private static JsonElement Json(GenericChart chart) =>
        JsonDocument.Parse(GenericChart.toJson(chart)).RootElement.Clone();

    private static IEnumerable<double> Numbers(JsonElement element, string name) =>
        element.GetProperty(name).EnumerateArray().Select(v => v.GetDouble());
}
