using System.Globalization;

namespace Sandglass.Display.Charts;

/// <summary>One pair of axes with its series, and what sets it apart from its neighbours; empty when it is alone.</summary>
internal sealed record Panel(string Heading, Axis X, Axis Y, IReadOnlyList<Series> Series)
{
    /// <summary>The parts of its stacked bars, from the lowest up; none in a panel of lines and points.</summary>
    public IReadOnlyList<BarSeries> Bars { get; init; } = [];

    /// <summary>Whether a unit is as long upwards as to the right, where the drawing can choose.</summary>
    public bool HasEqualScales { get; init; }

    /// <summary>Its cells, with middles at 0, 1, 2 … of both axes; null in a panel without.</summary>
    public HeatCells? Cells { get; init; }
}

/// <summary>One axis: quantity and unit, from where to where, and whether only whole numbers are worth a tick.</summary>
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
    public IReadOnlyList<(double At, string Word)> Ticks => IsLogarithmic ? PowerTicks() : [.. Words.Select((word, i) => ((double)i, word))];

    // Powers of ten; where fewer than three fit, twice and five times them too.
    private IReadOnlyList<(double, string)> PowerTicks()
    {
        var powers = Enumerable.Range((int)Math.Floor(Low), 2 + (int)Math.Floor(High) - (int)Math.Floor(Low)).ToArray();
        double[] steps = powers.Count(power => power >= Low && power <= High) < 3 ? [1, 2, 5] : [1];
        return
        [
            .. from power in powers from step in steps
               let at = power + Math.Log10(step)
               where at >= Low && at <= High
               select (at, (step * Math.Pow(10, power)).ToString("0.######", CultureInfo.InvariantCulture)),
        ];
    }

    /// <summary>An axis with a word at each of 0, 1, 2 …</summary>
    public static Axis OfWords(string label, IReadOnlyList<string> words, double margin = 0.5) =>
        new(label, -margin, words.Count - 1 + margin) { Words = words };

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

/// <summary>
/// One part of every bar of a panel; bars stand at 0, 1, 2 … and their parts lie on each other. Remarks are what a reader
/// who points at it is told, one a bar.
/// </summary>
internal sealed record BarSeries(string Name, string Colour, IReadOnlyList<double> Values, IReadOnlyList<string> Remarks);

/// <summary>Numbers [rows, columns] as colours, a cell each, the first row lowest; NaN where there is no number.</summary>
internal sealed record HeatCells(double[,] Values, HeatScale Scale)
{
    /// <summary>Whether a still picture has the numbers too; where it has not, colours say enough, and a notebook less to carry.</summary>
    public bool HasNumbers { get; init; } = true;

    /// <summary>The cells of so many rows and columns.</summary>
    public static HeatCells Of(int rows, int columns, Func<int, int, double> value, HeatScale scale)
    {
        var values = new double[rows, columns];
        for (var i = 0; i < rows * columns; i++)
        {
            values[i / columns, i % columns] = value(i / columns, i % columns);
        }
        return new HeatCells(values, scale);
    }
}

/// <summary>
/// The numbers behind the colours of cells, in the perceptually uniform scale Viridis: of the darkest and of the lightest.
/// </summary>
internal sealed record HeatScale(string Label, double Low, double High)
{
    /// <summary>A scale of the least and the greatest finite number.</summary>
    public static HeatScale Of(string label, IEnumerable<double> values)
    {
        var finite = values.Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        var (low, high) = (finite.Min(), finite.Max());
        return new HeatScale(label, low, high > low ? high : low + 1);
    }

    /// <summary>Decimals of its numbers.</summary>
    public int Decimals { get; init; } = 2;

    /// <summary>A number in words, never a negative zero.</summary>
    public string Word(double value) =>
        (Math.Round(value, Decimals) + 0.0).ToString($"F{Decimals}", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>Colours in a still picture; null for as many as there are numbers.</summary>
    public int? Steps { get; init; }

    /// <summary>Where the colour of a number lies in the scale, in [0, 1].</summary>
    public double Share(double value) => Step(Math.Clamp((value - Low) / (High - Low), 0, 1));

    /// <summary>The colour's place for a share in [0, 1] of the scale.</summary>
    public double Step(double share) => Steps is { } steps ? Math.Min(Math.Floor(share * steps), steps - 1) / (steps - 1) : share;
}
