using System.Text.Json;
using Sandglass.Display.Tests.Formatters;

namespace Sandglass.Display.Tests.Drawings;

public class BlockSliderTests
{
    [Fact]
    public void Every_step_writes_all_that_changes()
    {
        using var document = JsonDocument.Parse(ShownValues.Slider().ToPlotlyJson());
        var layout = document.RootElement.GetProperty("layout");
        var slider = layout.GetProperty("sliders")[0];
        var steps = slider.GetProperty("steps").EnumerateArray().ToArray();
        var active = steps[slider.GetProperty("active").GetInt32()].GetProperty("args")[0];

        Assert.Equal(["2", "4", "6"], steps.Select(step => step.GetProperty("label").GetString()));
        Assert.All(steps, step => Assert.Equal("relayout", step.GetProperty("method").GetString()));
        Assert.Contains("parameters", active.GetRawText());
        Assert.All(active.EnumerateObject(), change => Assert.Equal(ValueAt(layout, change.Name), change.Value.ToString()));
        Assert.Single(steps.Select(step => string.Join(' ', step.GetProperty("args")[0].EnumerateObject().Select(c => c.Name))).Distinct());
        Assert.Equal(3, steps.Select(step => step.GetRawText()).Distinct().Count());
    }

    [Fact]
    public void States_of_other_shapes_are_replaced_as_a_whole()
    {
        var spec = BlockSpec.Sandglass(96, 96);
        var slider = BlockSlider.Over("shortcut", [("no", spec with { Shortcut = ShortcutSite.None }), ("yes", spec)]);
        using var document = JsonDocument.Parse(slider.ToPlotlyJson());
        var layout = document.RootElement.GetProperty("layout");
        var active = layout.GetProperty("sliders")[0].GetProperty("steps")[1].GetProperty("args")[0];

        Assert.Equal(layout.GetProperty("shapes").GetRawText(), active.GetProperty("shapes").GetRawText());
        Assert.Equal(layout.GetProperty("annotations").GetRawText(), active.GetProperty("annotations").GetRawText());
    }

    [Fact]
    public void Values_of_a_property_are_states() => Assert.Equal(
        ShownValues.Slider().ToPlotlyJson(), BlockSlider.Over("ratio", [2, 4, 6], ratio => BlockSpec.Sandglass(48, 48, ratio)).ToPlotlyJson());

    // "shapes[3].path"
    private static string ValueAt(JsonElement layout, string name)
    {
        var parts = name.Split('[', ']', '.');
        return layout.GetProperty(parts[0])[int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)].GetProperty(parts[3]).ToString();
    }
}
