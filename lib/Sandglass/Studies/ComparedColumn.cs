using System.Globalization;
using Sandglass.Statistics;

namespace Sandglass.Studies;

/// <summary>In what the difference of two arms is written.</summary>
public enum DifferenceUnit
{
    /// <summary>Percentage points: the column holds fractions, such as accuracies.</summary>
    Points,

    /// <summary>Percent of the other arm: the column is <c>log(column)</c>, and a difference of logarithms is a ratio.</summary>
    Percent,

    /// <summary>The column's own unit.</summary>
    Own,
}

/// <summary>The column by which arms are compared, and how a difference in it is written.</summary>
/// <param name="Name">Its name; see <see cref="StudyRecord.Values"/>.</param>
/// <param name="Unit">The unit in which a difference is shown.</param>
/// <param name="IsOutcome">Whether it is the study's outcome, where more is better; of other columns nobody said what is.</param>
public sealed record ComparedColumn(string Name, DifferenceUnit Unit, bool IsOutcome)
{
    private const string Logarithm = "log(";

    /// <summary>Its name in words.</summary>
    public string Words => (InLogarithm(Name) ?? Name).Replace('_', ' ');

    /// <summary>Of a ratio: whether it is shown as what the second arm saves, in percent of the first, and not as what the first has
    /// beyond the second, in percent of the second.</summary>
    internal bool IsSaving { get; init; }

    /// <summary>A difference with its sign and without its unit, such as <c>−0.52</c>.</summary>
    /// <param name="difference">The difference, as a fraction where the column holds fractions, and of logarithms where it holds them.</param>
    public string Signed(double difference) =>
        Shown(difference).ToString(Unit == DifferenceUnit.Own ? "+#,0.####;−#,0.####;0" : "+0.00;−0.00;0.00", CultureInfo.InvariantCulture);

    /// <summary>The bounds of a difference with their signs and without their unit, such as <c>−0.93 to −0.12</c>.</summary>
    /// <param name="difference">The difference, as a fraction where the column holds fractions.</param>
    internal string Bounds(Interval difference) => $"{Signed(difference.Low)} to {Signed(difference.High)}";

    /// <summary>How large a difference is, with its unit and without its sign, such as <c>0.52 points</c>.</summary>
    /// <param name="difference">The difference, as a fraction where the column holds fractions.</param>
    public string Size(double difference)
    {
        var size = Math.Abs(Shown(difference));
        var number = Unit == DifferenceUnit.Own ? size.ToString("#,0.####", CultureInfo.InvariantCulture)
            : size is > 0 and < 0.005 ? "less than 0.01"
            : size.ToString("0.00", CultureInfo.InvariantCulture);
        return Unit switch { DifferenceUnit.Points => $"{number} points", DifferenceUnit.Percent => $"{number} %", _ => number };
    }

    // e^d − 1 of a difference of logarithms. It rises with d, so bounds stay bounds.
    private double Shown(double difference) => Unit switch
    {
        DifferenceUnit.Points => 100 * difference,
        DifferenceUnit.Percent => 100 * (IsSaving ? -double.ExpM1(-difference) : double.ExpM1(difference)),
        _ => difference,
    };

    /// <summary>Whether a column is what a share changed by, in points and below zero too.</summary>
    internal static bool IsChange(string name) => name.EndsWith("_change", StringComparison.Ordinal);

    /// <summary>The column whose logarithms <c>log(column)</c> holds; null for another name.</summary>
    internal static string? InLogarithm(string name) => name.StartsWith(Logarithm, StringComparison.Ordinal) && name.EndsWith(')') ? name[Logarithm.Length..^1] : null;

    /// <summary>The column of a column's logarithms.</summary>
    internal static string LogarithmOf(string name) => $"{Logarithm}{name})";

    internal static ComparedColumn Of(StudyRecord record, string name, IReadOnlyDictionary<StudyRow, double> values)
    {
        var isOutcome = name == record.Protocol.Outcome;
        var unit = InLogarithm(name) is not null ? DifferenceUnit.Percent
            : isOutcome || IsShare(name, values.Values) ? DifferenceUnit.Points
            : DifferenceUnit.Own;
        return new ComparedColumn(name, unit, isOutcome);
    }

    // A loss can lie within 0 and 1 and is not a share; a count can be 0 and 1 alone.
    private static bool IsShare(string name, IEnumerable<double> values) =>
        !name.EndsWith("loss", StringComparison.Ordinal)
        && values.All(value => value is double.NaN or (>= 0 and <= 1)) && values.Any(value => !double.IsNaN(value) && value != Math.Floor(value));
}
