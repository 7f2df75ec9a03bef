using Sandglass.Display.Charts;
using Sandglass.Display.Style;
using Sandglass.Statistics;

namespace Sandglass.Display.Figures;

/// <summary>Rows of a dot plot: names on the left, from the top down, and intervals from left to right.</summary>
internal sealed record DotRows(IReadOnlyList<DotRow> Rows)
{
    private const int RowHeight = 46;
    private const int MostApart = 2;
    private const int Around = 225; // title, legend, axis and note

    private static readonly SeriesStyle Single = new("A seed", "#8c959f", MarkerForm.Circle, LineForm.None);

    /// <summary>Pixels that a figure of this panel alone is higher than usual; below 0 it is lower.</summary>
    public int FurtherHeight => (RowHeight * Lines.Count) + Around - Figure.UsualHeight;

    // A heading for each group where there are several.
    private List<(string Words, DotRow? Row)> Lines
    {
        get
        {
            var groups = Rows.Select(row => row.Group).Distinct().Count();
            return [.. Rows.GroupBy(row => row.Group).SelectMany(group => (IEnumerable<(string, DotRow?)>)
                [.. groups > 1 ? [(group.Key, null)] : Array.Empty<(string, DotRow?)>(), .. group.Select(row => (row.Words, (DotRow?)row))])];
        }
    }

    /// <summary>The panel.</summary>
    /// <param name="label">Quantity and unit.</param>
    /// <param name="margin">What is drawn as a band around zero, in that unit; null for nothing.</param>
    /// <param name="least">The least value that means anything.</param>
    /// <param name="most">The greatest value that means anything.</param>
    public Panel Panel(string label, double? margin = null, double least = double.NegativeInfinity, double most = double.PositiveInfinity)
    {
        var lines = Lines;
        var y = Axis.OfWords("", [.. lines.Select(line => line.Words).Reverse()]);
        var marks = lines.Index().Where(line => line.Item.Row is not null)
            .SelectMany(line => Marks(line.Item.Row!, lines.Count - 1 - line.Index)).ToArray();
        var ends = marks.SelectMany(item => item.Mark.Singles.Append(item.Mark.X).Append(item.Mark.Low).Append(item.Mark.High));
        return new Panel(
            "",
            Axis.Around(label, margin is { } m ? ends.Append(1.2 * m).Append(-1.2 * m) : ends, least: least, most: most),
            y,
            [
                .. margin is { } band ? [Band(band, y)] : Array.Empty<Series>(),
                .. marks.Where(item => item.Style == Single).GroupBy(item => item.Style, item => item.Mark).Select(dots => new Series(dots.Key, Spread.Bars, [.. dots])),
                .. marks.Where(item => item.Style != Single).GroupBy(item => item.Style, item => item.Mark).Select(dots => new Series(dots.Key, Spread.Across, [.. dots])),
            ]);
    }

    private static IEnumerable<(SeriesStyle Style, Mark Mark)> Marks(DotRow row, int at) =>
        row.Dots.SelectMany((dot, i) => Marks(dot, at - Down(i, row.Dots.Count), row.Dots.Count <= MostApart)).Concat(row.Markers.Select(marker => (marker.Style, Mark(marker, at))));

    // Where there is no room beneath, single values lie on the line.
    private static IEnumerable<(SeriesStyle Style, Mark Mark)> Marks(Dot dot, double at, bool hasRoom) => hasRoom
        ? [(dot.Style, Mark(dot, at))]
        : [.. dot.Singles.Select(single => (Single, new Mark(Digits.Keep(single), at))), (dot.Style, Mark(dot with { Singles = [] }, at))];

    // The first on the line of its name and the second beneath it; of more the middle one on the line, so that all lie within the row.
    private static double Down(int i, int count) => count <= MostApart ? 0.3 * i : 0.25 * (i - ((count - 1) / 2.0));

    private static Mark Mark(Dot dot, double row) => new(dot.Interval.Mean, row, dot.Interval.Low, dot.Interval.High, dot.Remark) { Singles = dot.Singles };

    private static Series Band(double margin, Axis y) => new(
        new SeriesStyle(FormattableString.Invariant($"Smaller than the margin of {margin:0.00} points"), "#6e7781", MarkerForm.None, LineForm.None),
        Spread.Band,
        [new(-margin, 0, y.Low, y.High, ""), new(margin, 0, y.Low, y.High, "")]);
}

/// <summary>A row: its group, its name and what is said of it, a line each, and its intervals from the top down.</summary>
internal sealed record DotRow(string Group, string Words, params IReadOnlyList<Dot> Dots)
{
    /// <summary>Points on the line of the first interval that it is held against.</summary>
    public IReadOnlyList<Dot> Markers { get; init; } = [];
}

/// <summary>A mean with its interval, in the unit of the axis, and the single values behind it.</summary>
internal sealed record Dot(SeriesStyle Style, Interval Interval, string Remark)
{
    public IReadOnlyList<double> Singles { get; init; } = [];

    /// <summary>An interval of fractions in percent.</summary>
    public static Interval Percent(Interval share) => share with { Mean = 100 * share.Mean, Low = 100 * share.Low, High = 100 * share.High };
}
