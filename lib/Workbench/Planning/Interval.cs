using System.Globalization;
using System.Text.Json.Serialization;

namespace Workbench.Planning;

/// <summary>A quantity as far as it is known.</summary>
/// <param name="Low">The least that it may be.</param>
/// <param name="High">The most.</param>
internal readonly record struct Interval(double Low, double High)
{
    /// <summary>A quantity that was stated, not measured.</summary>
    public static Interval Exactly(double value) => new(value, value);

    public static Interval operator +(Interval one, Interval other) => new(one.Low + other.Low, one.High + other.High);

    public static Interval operator *(Interval one, double factor) => new(one.Low * factor, one.High * factor);

    /// <summary>The sum of some.</summary>
    public static Interval Sum(IEnumerable<Interval> all) => all.Aggregate(default(Interval), (sum, one) => sum + one);

    /// <summary>What a work takes at a speed of this interval: the fastest gives the least.</summary>
    public Interval TimeOf(double work) => new(work / High, work / Low);

    /// <summary>In words of three digits, such as <c>12.3</c> or <c>1,230–1,410</c>.</summary>
    [JsonIgnore]
    public string Words => Text(Low) == Text(High) ? Text(Low) : $"{Text(Low)}–{Text(High)}";

    private static string Text(double value)
    {
        if (value <= 0)
        {
            return "0";
        }

        var unit = Math.Pow(10, Math.Floor(Math.Log10(value)) - 2);
        var rounded = Math.Round(value / unit) * unit;
        return rounded.ToString(rounded >= 99.95 ? "N0" : rounded >= 9.995 ? "0.0" : rounded >= 0.0995 ? "0.00" : "0.0000", CultureInfo.InvariantCulture);
    }
}
