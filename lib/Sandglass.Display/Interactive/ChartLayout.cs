using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Sandglass.Display.Figures;
using Sandglass.Display.Style;

namespace Sandglass.Display.Interactive;

/// <summary>Lays out the axes, words and legend of an interactive chart.</summary>
internal static class ChartLayout
{
    private const double Gap = 0.1;
    private const double StackedGap = 0.18;

    /// <summary>The layout, panels side by side or stacked.</summary>
    public static Layout Of(IReadOnlyList<Panel> panels, bool stacked)
    {
        var layout = new Layout().With(
            ("font", new Font().With(("family", HtmlText.FontFamily), ("size", 14), ("color", FamilyPalette.Ink))),
            ("paper_bgcolor", FamilyPalette.Paper),
            ("plot_bgcolor", FamilyPalette.Paper),
            ("height", stacked ? 100 + 320 * panels.Count : 500),
            ("margin", new Margin().With(("l", 60), ("r", 16), ("t", 16), ("b", 56), ("autoexpand", true))),
            ("legend", new Legend().With(
                ("orientation", "h"), ("x", 0), ("xanchor", "left"), ("itemwidth", 40),
                ("y", panels.Any(p => p.Heading.Length > 0) ? 1.1 : 1.06), ("yanchor", "bottom"))),
            ("hovermode", "closest"),
            ("barmode", "stack"),
            ("annotations", panels.SelectMany((p, i) => Words(p, i + 1, labels: !stacked)).ToArray()));
        for (var i = 0; i < panels.Count; i++)
        {
            var across = stacked ? [0.0, 1.0] : Part(i, panels.Count, Gap);
            var upwards = stacked ? Part(panels.Count - 1 - i, panels.Count, StackedGap) : [0.0, 1.0];
            layout.With(
                (AxisName.InLayout("x", i + 1), Scale(panels[i].X, across, AxisName.Anchor("y", i + 1))),
                (AxisName.InLayout("y", i + 1), Scale(panels[i].Y, upwards, AxisName.Anchor("x", i + 1))));
        }
        return layout;
    }

    private static double[] Part(int index, int count, double gap)
    {
        var length = (1 - gap * (count - 1)) / count;
        var start = index * (length + gap);
        return [start, Math.Min(1, start + length)];
    }

    private static LinearAxis Scale(Axis axis, double[] domain, string anchor)
    {
        var scale = new LinearAxis().With(
            ("title", new Title().With(("text", axis.Label), ("standoff", 12))),
            ("range", new[] { axis.Low, axis.High }),
            ("domain", domain),
            ("anchor", anchor),
            ("automargin", true),
            ("gridcolor", FamilyPalette.Grid),
            ("linecolor", FamilyPalette.Muted),
            ("showline", true),
            ("zeroline", false),
            ("ticks", "outside"),
            ("tickcolor", FamilyPalette.Muted));
        if (axis.Words.Count > 0)
        {
            scale.With(("tickvals", Enumerable.Range(0, axis.Words.Count).ToArray()), ("ticktext", axis.Words.Select(word => HtmlText.Encode(word).Replace("\n", "<br>")).ToArray()));
        }
        return axis.WholeNumbers && axis.Span < 12 ? scale.With(("dtick", 1)) : scale;
    }

    private static IEnumerable<Annotation> Words(Panel panel, int number, bool labels)
    {
        var (x, y) = (AxisName.Anchor("x", number), AxisName.Anchor("y", number));
        if (panel.Heading.Length > 0)
        {
            yield return new Annotation().With(
                ("text", $"<b>{HtmlText.Encode(panel.Heading)}</b>"), ("showarrow", false),
                ("xref", $"{x} domain"), ("x", 0.5), ("yref", $"{y} domain"), ("y", 1.0), ("yanchor", "bottom"));
        }
        // A narrow screen has no room beside the points; filling and a tap tell budgets apart there.
        foreach (var mark in panel.Series.SelectMany(s => s.Marks).Where(m => labels && m.Label is not null))
        {
            yield return new Annotation().With(
                ("text", HtmlText.Encode(mark.Label!)), ("showarrow", false),
                ("xref", x), ("x", mark.X), ("xshift", mark.LabelOffset.Right),
                ("yref", y), ("y", mark.Y), ("yshift", -mark.LabelOffset.Down));
        }
    }
}
