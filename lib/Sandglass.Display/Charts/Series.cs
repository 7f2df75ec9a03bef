using Sandglass.Display.Style;

namespace Sandglass.Display.Charts;

/// <summary>Points of one name and style, joined by a line where the style has one.</summary>
internal sealed record Series(SeriesStyle Style, Spread Spread, IReadOnlyList<Mark> Marks)
{
    /// <summary>What a series is held against, such as <c>random labels</c>: its colour, pale.</summary>
    public static Series NullOf(SeriesStyle style, string what, Spread spread, IReadOnlyList<Mark> marks) =>
        new(style.Pale with { Name = $"{style.Name}, {what}" }, spread, marks) { IsNull = true };

    /// <summary>Whether a line joins its points.</summary>
    public bool IsJoined => Style.Line != LineForm.None;

    /// <summary>Whether it has neither line nor markers.</summary>
    public bool IsBandAlone => Style is { Line: LineForm.None, Marker: MarkerForm.None };

    /// <summary>Whether it is what others are held against: a thin line without markers.</summary>
    public bool IsNull { get; init; }

    /// <summary>Whether the legend names it.</summary>
    public bool InLegend { get; init; } = true;

    public float LineWidth => IsNull ? 1.2f : Thickness;

    /// <summary>Width of its line in pixels: lines that may lie on each other are drawn thick ones first.</summary>
    public float Thickness { get; init; } = 2;

    /// <summary>Width of the caps of its bars in pixels: bars that lie on each other are told apart by theirs.</summary>
    public float CapSize { get; init; } = 5;

    /// <summary>Where the single values behind its means stand.</summary>
    public IEnumerable<(double X, double Y)> Singles => Marks.SelectMany(mark => mark.Singles.Select((value, i) =>
        Spread == Spread.Across ? (value, mark.Y + Jitter(i)) : (mark.X, value)));

    // Beneath the bar of a row, a little apart: height has no meaning there.
    private static double Jitter(int i) => -0.24 + (0.05 * ((i % 3) - 1));

    /// <summary>Side of a marker in pixels: a lone point a budget is large, one of many epochs small.</summary>
    public float MarkerSize => IsNull ? 0 : Spread == Spread.Across ? 9 : Marks.Count <= 4 ? 11 : Marks.Count <= 20 || !IsJoined ? 7 : 0;
}

/// <summary>How the uncertainty of a series is drawn.</summary>
internal enum Spread
{
    Bars, // at each point, up and down
    Across, // at each point of a row, from left to right: a mark's ends are of its X
    Band, // along the line
}

/// <summary>One point of a series.</summary>
/// <param name="X">Where it stands, such as its cost; in a row its mean.</param>
/// <param name="Y">Its mean; in a row the row.</param>
/// <param name="Low">Lower end of its spread; NaN when there is none.</param>
/// <param name="High">Upper end of its spread; NaN when there is none.</param>
/// <param name="Remark">What a reader who points at it is told, lines separated by <c>\n</c>.</param>
internal sealed record Mark(double X, double Y, double Low, double High, string Remark)
{
    /// <summary>A point without a spread.</summary>
    public Mark(double x, double y, string remark = "")
        : this(x, y, double.NaN, double.NaN, remark)
    {
    }

    /// <summary>The single values behind the mean, drawn small.</summary>
    public IReadOnlyList<double> Singles { get; init; } = [];

    /// <summary>A word written beside the point; null for none.</summary>
    public string? Label { get; init; }

    /// <summary>Where the middle of the label lies from the point, in pixels, right and down.</summary>
    public (float Right, float Down) LabelOffset { get; init; }

    /// <summary>Whether the marker is filled with its colour, or open.</summary>
    public bool Filled { get; init; } = true;

    public bool HasSpread => double.IsFinite(Low) && double.IsFinite(High);
}

/// <summary>Keeps no more digits than a figure shows: notebooks carry their figures within them.</summary>
internal static class Digits
{
    /// <summary>The number to so many significant digits.</summary>
    public static double Keep(double value, int digits = 4)
    {
        if (value == 0 || !double.IsFinite(value))
        {
            return value;
        }
        var places = digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return places is >= 0 and <= 15 ? Math.Round(value, places) : value;
    }
}
