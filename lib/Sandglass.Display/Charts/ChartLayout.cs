using System.Globalization;
using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Sandglass.Display.Style;

namespace Sandglass.Display.Charts;

/// <summary>Lays out the axes, words and legend of an interactive chart.</summary>
internal static class ChartLayout
{
    private const double Gap = 0.1;
    private const double NarrowGap = 0.13; // a third of the width holds as many words
    private const double RowGap = 115; // pixels, as those below
    private const int SlantRoom = 44;
    private const int NarrowLine = 22; // letters
    private const int NarrowFont = 11;
    private const int NarrowLetter = 7; // pixels
    private const int NarrowLetters = 44; // below an axis, side by side
    private const int Row = 428;
    private const int FurtherRow = 320;

    /// <summary>
    /// The layout of panels: so many side by side before the next row begins, 1 for a narrow screen, and all together so many
    /// pixels higher than usual.
    /// </summary>
    public static Layout Of(IReadOnlyList<Panel> panels, int columns, int further = 0)
    {
        var grid = new PanelGrid(panels.Count, columns);
        var stacked = columns == 1;
        var words = WordRoom(panels, stacked);
        // Few rows of words are low where there is room beside them; on a narrow screen they have two lines each.
        var height = (stacked ? Math.Max(0, further) : further) + (words * grid.Rows) + (stacked ? 100 + (FurtherRow * grid.Rows) : 72 + Row + (FurtherRow * (grid.Rows - 1)));
        var layout = new Layout().With(
            ("font", new Font().With(("family", HtmlText.FontFamily), ("size", 14), ("color", FamilyPalette.Ink))),
            ("paper_bgcolor", FamilyPalette.Paper),
            ("plot_bgcolor", FamilyPalette.Paper),
            ("height", height),
            ("margin", new Margin().With(("l", 60), ("r", 16), ("t", 16), ("b", 56 + words), ("autoexpand", true))),
            ("legend", new Legend().With(
                ("orientation", "h"), ("x", stacked ? Aside(panels) : 0), ("xanchor", "left"), ("itemwidth", 40),
                ("y", 1 + ((panels.Any(p => p.Heading.Length > 0) ? 0.1 : 0.06) * Row / (height - 72))), ("yanchor", "bottom"))),
            ("hovermode", "closest"),
            ("barmode", "stack"),
            ("annotations", panels.SelectMany((p, i) => Words(p, i + 1, labels: !stacked)).ToArray()));
        for (var i = 0; i < panels.Count; i++)
        {
            var (row, column) = grid.At(i);
            var across = Part(column, grid.Columns, grid.Columns > 2 ? NarrowGap : Gap);
            var upwards = Part(grid.Rows - 1 - row, grid.Rows, (RowGap + words) / (height - 72));
            var below = Scale(panels[i].X, across, AxisName.Anchor("y", i + 1), isNarrow: false, isUpright: stacked && IsUpright(panels[i].X));
            layout.With(
                (AxisName.InLayout("x", i + 1), below),
                (AxisName.InLayout("y", i + 1), Scale(panels[i].Y, upwards, AxisName.Anchor("x", i + 1), isNarrow: stacked)));
            if (stacked && panels[i].Y.Words.Count > 0)
            {
                // Beside its words a panel is narrower than what the axis is called.
                below.With(("title", new Title().With(("text", panels[i].X.Label), ("standoff", 12), ("font", new Font().With(("size", NarrowFont))))));
            }
            if (panels[i].HasEqualScales)
            {
                layout.TryGetTypedPropertyValue<LinearAxis>(AxisName.InLayout("y", i + 1))!.Value.With(("scaleanchor", AxisName.Anchor("x", i + 1)));
            }
        }
        return layout;
    }

    /// <summary>Pixels that slanted words below the axes take beyond those of others; on a narrow screen upright ones.</summary>
    public static int WordRoom(IReadOnlyList<Panel> panels, bool isNarrow)
    {
        var upright = isNarrow ? panels.Where(panel => IsUpright(panel.X)).SelectMany(panel => panel.X.Words).Select(word => word.Length).ToArray() : [];
        return upright.Length > 0 ? NarrowLetter * (upright.Max() - 2) : panels.Any(panel => panel.X.IsSlanted) ? SlantRoom : 0;
    }

    /// <summary>Pixels between a narrow window's left edge and the axes, about, less a margin for a note.</summary>
    public static int NarrowLeft(IReadOnlyList<Panel> panels)
    {
        var longest = panels.SelectMany(panel => panel.Y.Words).SelectMany(word => word.Split('\n'))
            .Select(line => Math.Min(line.Length, NarrowLine)).DefaultIfEmpty(0).Max();
        return longest == 0 ? 45 : 15 + (longest * (NarrowFont / 2)) + (panels.Any(panel => panel.Y.Label.Length > 0) ? 20 : 0);
    }

    // Words that would lie on each other on a narrow screen stand on end.
    private static bool IsUpright(Axis axis) => axis.Words.Sum(word => word.Length) > NarrowLetters;

    // A narrow legend begins left of the axis, beside which a panel of rows has its words; farther it would push the panel.
    private static double Aside(IReadOnlyList<Panel> panels) => panels.Any(panel => panel.Y.Words.Count > 0) ? -0.45 : -0.1;

    private static double[] Part(int index, int count, double gap)
    {
        var length = (1 - gap * (count - 1)) / count;
        var start = index * (length + gap);
        return [Math.Round(start, 4), Math.Round(Math.Min(1, start + length), 4)];
    }

    private static LinearAxis Scale(Axis axis, double[] domain, string anchor, bool isNarrow, bool isUpright = false)
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
        if (axis.Ticks is { Count: > 0 } ticks)
        {
            scale.With(
                ("tickvals", ticks.Select(tick => tick.At).ToArray()),
                ("ticktext", ticks.Select(tick => isUpright ? HtmlText.ForPlotly(tick.Word.Replace("\n", "", StringComparison.Ordinal)) : Lines(tick.Word, isNarrow)).ToArray()));
        }
        if ((isNarrow && axis.Words.Count > 0) || isUpright)
        {
            scale.With(("tickfont", new Font().With(("size", NarrowFont))));
        }
        if (axis.IsSlanted || isUpright)
        {
            scale.With(("tickangle", isUpright ? -90 : Axis.Slant));
        }
        return axis.WholeNumbers && axis.Span < 12 ? scale.With(("dtick", 1)) : scale;
    }

    // Words beside a narrow panel must leave it room.
    private static string Lines(string word, bool isNarrow) => string.Join("<br>", word.Split('\n')
        .SelectMany(line => isNarrow ? Letters.Wrap(line, part => part.Length <= NarrowLine) : [line]).Select(HtmlText.ForPlotly));

    private static IEnumerable<Annotation> Words(Panel panel, int number, bool labels)
    {
        var (x, y) = (AxisName.Anchor("x", number), AxisName.Anchor("y", number));
        if (panel.Heading.Length > 0)
        {
            yield return new Annotation().With(
                ("text", $"<b>{HtmlText.ForPlotly(panel.Heading)}</b>"), ("showarrow", false),
                ("xref", $"{x} domain"), ("x", 0.5), ("yref", $"{y} domain"), ("y", 1.0), ("yanchor", "bottom"));
        }
        // A narrow screen has no room beside the points; filling and a tap tell budgets apart there.
        foreach (var mark in panel.Series.SelectMany(s => s.Marks).Where(m => labels && m.Label is not null))
        {
            yield return new Annotation().With(
                ("text", HtmlText.ForPlotly(mark.Label!)), ("showarrow", false),
                ("xref", x), ("x", mark.X), ("xshift", mark.LabelOffset.Right),
                ("yref", y), ("y", mark.Y), ("yshift", -mark.LabelOffset.Down));
        }
    }
}

/// <summary>Plotly's names of axes: the first has no number.</summary>
internal static class AxisName
{
    /// <summary>The name by which traces and annotations point at an axis, such as <c>x2</c>.</summary>
    public static string Anchor(string letter, int number) => letter + Suffix(number);

    /// <summary>The name of the axis in the layout, such as <c>xaxis2</c>.</summary>
    public static string InLayout(string letter, int number) => $"{letter}axis{Suffix(number)}";

    private static string Suffix(int number) =>
        number == 1 ? "" : number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Fills Plotly.NET's objects by the names of plotly.js, which are the names its reference explains.</summary>
internal static class PlotlyObject
{
    /// <summary>The object with so many properties more; one that is null is left out.</summary>
    public static T With<T>(this T target, params ReadOnlySpan<(string Name, object? Value)> properties)
        where T : DynamicObj.DynamicObj
    {
        foreach (var (name, value) in properties)
        {
            if (value is not null)
            {
                target.SetProperty(name, value);
            }
        }
        return target;
    }
}
