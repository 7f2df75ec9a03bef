using Sandglass.Display.Charts;

namespace Sandglass.Display.Figures;

/// <summary>Finds for each label the place by its point where it covers least of markers, bars, lines and labels.</summary>
internal static class LabelPlacement
{
    // The data area of a lone panel at the layout's size, near enough to tell what touches what.
    private const double Width = Figure.Width - 90;
    private const double Height = Figure.UsualHeight - 200;
    private const double TextHeight = 16;
    private const double Gap = 10;
    private const double Clear = 12; // from the end of a bar to the middle of the label

    /// <summary>The panel with every label placed.</summary>
    public static Panel Place(Panel panel)
    {
        var taken = panel.Series.SelectMany(s => Drawn(panel, s)).ToList();
        return panel with
        {
            Series = [.. panel.Series.Select(s => s with { Marks = [.. s.Marks.Select(m => Place(panel, m, taken))] })],
        };
    }

    private static Mark Place(Panel panel, Mark mark, List<LayoutBox> taken)
    {
        if (mark.Label is null)
        {
            return mark;
        }
        var (x, y) = At(panel, mark.X, mark.Y);
        var width = 8.0 * mark.Label.Length + 4;
        var area = new LayoutBox(0, 0, Width, Height);
        var best = Offsets(panel, mark, width)
            .MinBy(o => Cost(LayoutBox.Around(x + o.Right, y + o.Down, width, TextHeight), taken, area));
        taken.Add(LayoutBox.Around(x + best.Right, y + best.Down, width, TextHeight));
        return mark with { LabelOffset = ((float)best.Right, (float)best.Down) };
    }

    private static double Cost(LayoutBox label, List<LayoutBox> taken, LayoutBox area) =>
        taken.Sum(label.Shared) + 10 * ((label.Right - label.Left) * (label.Bottom - label.Top) - label.Shared(area));

    // In order of liking: MinBy keeps the first of equals.
    private static IEnumerable<(double Right, double Down)> Offsets(Panel panel, Mark mark, double width)
    {
        var side = width / 2 + Gap;
        var (_, y) = At(panel, mark.X, mark.Y);
        var above = mark.HasSpread ? At(panel, mark.X, mark.High).Y - y - Clear : -Gap - TextHeight / 2;
        var below = mark.HasSpread ? At(panel, mark.X, mark.Low).Y - y + Clear : Gap + TextHeight / 2;
        return
        [
            (0, above), (side, 0), (-side, 0), (0, below),
            (side, -Gap), (side, Gap), (-side, -Gap), (-side, Gap),
            (side, -2 * Gap), (side, 2 * Gap), (-side, -2 * Gap), (-side, 2 * Gap),
        ];
    }

    private static IEnumerable<LayoutBox> Drawn(Panel panel, Series series)
    {
        for (var i = 0; i < series.Marks.Count; i++)
        {
            var mark = series.Marks[i];
            var (x, y) = At(panel, mark.X, mark.Y);
            yield return LayoutBox.Around(x, y, series.MarkerSize, series.MarkerSize);
            if (mark.HasSpread)
            {
                yield return new LayoutBox(x - series.CapSize, At(panel, mark.X, mark.High).Y, x + series.CapSize, At(panel, mark.X, mark.Low).Y);
            }
            foreach (var single in mark.Singles)
            {
                yield return LayoutBox.Around(x, At(panel, mark.X, single).Y, 5, 5);
            }
            for (var step = 1; i > 0 && step < 40; step++)
            {
                var before = series.Marks[i - 1];
                var t = step / 40.0;
                var (lineX, lineY) = At(panel, before.X + t * (mark.X - before.X), before.Y + t * (mark.Y - before.Y));
                yield return LayoutBox.Around(lineX, lineY, 6, 3);
            }
        }
    }

    private static (double X, double Y) At(Panel panel, double x, double y) =>
        ((x - panel.X.Low) / panel.X.Span * Width, (panel.Y.High - y) / panel.Y.Span * Height);
}

/// <summary>A rectangle of the layout in pixels, y downwards.</summary>
internal readonly record struct LayoutBox(double Left, double Top, double Right, double Bottom)
{
    /// <summary>The rectangle of a size around a middle.</summary>
    public static LayoutBox Around(double x, double y, double width, double height) =>
        new(x - width / 2, y - height / 2, x + width / 2, y + height / 2);

    /// <summary>The area that two rectangles share, in square pixels.</summary>
    public double Shared(LayoutBox other)
    {
        var width = Math.Min(Right, other.Right) - Math.Max(Left, other.Left);
        var height = Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top);
        return width > 0 && height > 0 ? width * height : 0;
    }
}
