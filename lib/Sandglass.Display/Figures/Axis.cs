using System.Globalization;

namespace Sandglass.Display.Figures;

/// <summary>One axis: what it shows, in which unit, and from where to where.</summary>
/// <param name="Label">Quantity and unit.</param>
/// <param name="Low">Where it begins.</param>
/// <param name="High">Where it ends.</param>
/// <param name="WholeNumbers">Whether only whole numbers are worth a tick.</param>
internal sealed record Axis(string Label, double Low, double High, bool WholeNumbers = false)
{
    /// <summary>How slanted words are turned, in degrees.</summary>
    public const double Slant = -30;

    /// <summary>What is written at 0, 1, 2 … instead of numbers; none on an axis of numbers.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Whether its words, too long to lie side by side, stand aslant.</summary>
    public bool IsSlanted { get; init; }

    /// <summary>Whether its numbers are decimal logarithms, and ticks say of what.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Ticks with words, in place of those of numbers; none on an axis of numbers.</summary>
    public IReadOnlyList<(double At, string Word)> Ticks => IsLogarithmic
        ? [.. Enumerable.Range((int)Math.Ceiling(Low), 1 + (int)Math.Floor(High) - (int)Math.Ceiling(Low))
            .Select(power => ((double)power, Math.Pow(10, power).ToString("0.######", CultureInfo.InvariantCulture)))]
        : [.. Words.Select((word, i) => ((double)i, word))];

    /// <summary>An axis with a word at each of 0, 1, 2 …</summary>
    public static Axis OfWords(string label, IReadOnlyList<string> words, double margin = 0.5) =>
        new(label, -margin, words.Count - 1 + margin) { Words = words };

    /// <summary>Length of the axis in units of its quantity.</summary>
    public double Span => High - Low;

    /// <summary>An axis that holds all finite values with a margin, never leaving the bounds.</summary>
    public static Axis Around(
        string label,
        IEnumerable<double> values,
        double margin = 0.08,
        double least = double.NegativeInfinity,
        double most = double.PositiveInfinity)
    {
        var finite = values.Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        var (low, high) = (finite.Min(), finite.Max());
        // A single value still needs an axis with a length.
        var pad = high > low ? margin * (high - low) : Math.Max(0.05 * Math.Abs(high), 0.5);
        return new Axis(label, Math.Max(low - pad, least), Math.Min(high + pad, most));
    }
}
