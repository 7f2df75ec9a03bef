using System.Globalization;

namespace Sandglass.Paper;

/// <summary>
/// A number of millions as a publication prints it. Its precision is the place of its last digit; whole numbers that end
/// in 0 count as printed to tens, the coarsest place that the paper's tables use ("590M", "210M", beside "97M").
/// </summary>
/// <param name="Millions">The number; its trailing decimals are kept (3.50 is more precise than 3.5).</param>
internal readonly record struct PrintedNumber(decimal Millions)
{
    private const decimal Million = 1_000_000;

    /// <summary>Millions between two neighbouring numbers that could have been printed.</summary>
    internal decimal Step => Millions.Scale > 0 ? new decimal(1, 0, 0, false, Millions.Scale) : Millions % 10 == 0 ? 10 : 1;

    /// <summary>A count, rounded to this precision (halves up), is this number.</summary>
    public bool IsRounded(long count) =>
        Math.Round(count / Million / Step, MidpointRounding.AwayFromZero) * Step == Millions;

    /// <summary>A count, its digits below this precision cut off, is this number.</summary>
    public bool IsCutOff(long count) => Math.Floor(count / Million / Step) * Step == Millions;

    /// <summary>How far a count lies from this number, relative to it: +0.01 is one percent more than printed.</summary>
    public double Difference(long count) => (double)((count / Million) - Millions) / (double)Millions;

    /// <summary>As printed, such as <c>3.5M</c>.</summary>
    public override string ToString() => Millions.ToString(CultureInfo.InvariantCulture) + "M";

    /// <summary>Reads <c>3.5M</c>; null where it is not a number of millions.</summary>
    internal static PrintedNumber? Find(string printed) =>
        printed.EndsWith('M')
            && decimal.TryParse(printed[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number is > 0 and < 1_000_000
            ? new PrintedNumber(number)
            : null;
}
