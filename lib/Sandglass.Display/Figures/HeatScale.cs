namespace Sandglass.Display.Figures;

/// <summary>The numbers behind the colours of cells, in the perceptually uniform scale Viridis.</summary>
/// <param name="Label">Quantity and unit.</param>
/// <param name="Low">Number of the darkest colour.</param>
/// <param name="High">Number of the lightest colour.</param>
internal sealed record HeatScale(string Label, double Low, double High)
{
    /// <summary>A scale of the least and the greatest finite number.</summary>
    public static HeatScale Of(string label, IEnumerable<double> values)
    {
        var finite = values.Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        var (low, high) = (finite.Min(), finite.Max());
        return new HeatScale(label, low, high > low ? high : low + 1);
    }

    /// <summary>A number to two decimals, never a negative zero.</summary>
    public static string Word(double value) => FormattableString.Invariant($"{Math.Round(value, 2) + 0.0:0.00}").Replace('-', '−');

    /// <summary>Colours in a still picture; null for as many as there are numbers.</summary>
    public int? Steps { get; init; }

    /// <summary>Where the colour of a number lies in the scale, in [0, 1].</summary>
    public double Share(double value) => Step(Math.Clamp((value - Low) / (High - Low), 0, 1));

    /// <summary>The colour's place for a share in [0, 1] of the scale.</summary>
    public double Step(double share) => Steps is { } steps ? Math.Min(Math.Floor(share * steps), steps - 1) / (steps - 1) : share;
}
