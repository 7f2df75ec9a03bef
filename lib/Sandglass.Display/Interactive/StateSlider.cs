using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Sandglass.Display.Figures;

namespace Sandglass.Display.Interactive;

/// <summary>
/// A slider over the states of a figure. The traces of all states are there, and each step shows those of one; frames
/// would do the same, but not every notebook's renderer hands them on to plotly.js.
/// </summary>
internal static class StateSlider
{
    /// <summary>Room that it takes below the axes, pixels.</summary>
    public const int Room = 90;

    /// <summary>Adds the slider to the layout and hides what is not shown first.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="slider">The slider.</param>
    /// <param name="traces">The traces of each state.</param>
    public static void Add(Layout layout, FigureSlider slider, IReadOnlyList<IReadOnlyList<Trace>> traces)
    {
        foreach (var trace in traces.Where((_, state) => state != slider.Active).SelectMany(state => state))
        {
            trace.With(("visible", false));
        }
        var steps = slider.States.Select((state, shown) => new SliderStep().With(
            ("label", state.Label),
            ("method", "restyle"),
            ("args", new object[]
            {
                new Dictionary<string, object> { ["visible"] = traces.SelectMany((of, i) => of.Select(_ => i == shown)).ToArray() },
            })));
        var words = ChartLayout.WordRoom(slider.States[0].Panels);
        layout.With(
            ("height", layout.TryGetTypedPropertyValue<int>("height")!.Value + Room),
            ("margin", new Margin().With(("l", 60), ("r", 16), ("t", 16), ("b", 56 + Room + words), ("autoexpand", true))),
            ("sliders", new[]
            {
                new Slider().With(
                    ("active", slider.Active),
                    ("currentvalue", new Dictionary<string, object> { ["prefix"] = $"{slider.Quantity}: " }),
                    ("pad", new Dictionary<string, object> { ["t"] = 52 + words }),
                    ("steps", steps.ToArray())),
            }));
    }
}
