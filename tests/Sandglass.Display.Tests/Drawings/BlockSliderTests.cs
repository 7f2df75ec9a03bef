using System.Text.Json;
using Sandglass.Display.Tests.Formatters;

namespace Sandglass.Display.Tests.Drawings;

public class BlockSliderTests
{
    [Fact]
    public void Every_step_replaces_shapes_and_words()
    {
        using var document = JsonDocument.Parse(ShownValues.Slider().ToPlotlyJson());
        var layout = document.RootElement.GetProperty("layout");
        var slider = layout.GetProperty("sliders")[0];
        var steps = slider.GetProperty("steps").EnumerateArray().ToArray();
        var active = steps[slider.GetProperty("active").GetInt32()].GetProperty("args")[0];

        Assert.Equal(["2", "4", "6"], steps.Select(step => step.GetProperty("label").GetString()));
        Assert.All(steps, step => Assert.Equal("relayout", step.GetProperty("method").GetString()));
        Assert.Equal(layout.GetProperty("shapes").GetRawText(), active.GetProperty("shapes").GetRawText());
        Assert.Contains("parameters", active.GetProperty("annotations").GetRawText());
        Assert.Equal(3, steps.Select(step => step.GetRawText()).Distinct().Count());
    }
}
