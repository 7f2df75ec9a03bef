using System.Globalization;
using Sandglass.Statistics;

namespace Sandglass.Studies;

/// <summary>In what the difference of two arms is written.</summary>
public enum DifferenceUnit
{
    /// <summary>Percentage points: the column holds fractions, such as accuracies.</summary>
    Points,

    /// <summary>Percent of an arm's mean: the column is <c>column/arm</c>.</summary>
    Percent,

    /// <summary>The column's own unit.</summary>
    Own,
}

/// <summary>The column by which arms are compared, and how a difference in it is written.</summary>
/// <param name="Name">Its name; see <see cref="StudyRecord.Values"/>.</param>
/// <param name="Unit">The unit of a difference.</param>
/// <param name="IsOutcome">Whether it is the study's outcome, where more is better; of other columns nobody said what is.</param>
public sealed record ComparedColumn(string Name, DifferenceUnit Unit, bool IsOutcome)
{
    /// <summary>Its name in words.</summary>
    public string Words => Name.Split('/') is [var name, var arm] ? $"{name.Replace('_', ' ')} in shares of {arm}'s mean" : Name.Replace('_', ' ');

    /// <summary>A difference with its sign and without its unit, such as <c>−0.52</c>.</summary>
    /// <param name="difference">The difference, as a fraction where the column holds fractions.</param>
    public string Signed(double difference) =>
        (Scale * difference).ToString(Unit == DifferenceUnit.Own ? "+#,0.####;−#,0.####;0" : "+0.00;−0.00;0.00", CultureInfo.InvariantCulture);

    /// <summary>The bounds of a difference with their signs and without their unit, such as <c>−0.93 to −0.12</c>.</summary>
    /// <param name="difference">The difference, as a fraction where the column holds fractions.</param>
    internal string Bounds(Interval difference) => $"{Signed(difference.Low)} to {Signed(difference.High)}";

    /// <summary>How large a difference is, with its unit and without its sign, such as <c>0.52 points</c>.</summary>
    /// <param name="difference">The difference, as a fraction where the column holds fractions.</param>
    public string Size(double difference)
    {
        var size = Math.Abs(Scale * difference);
        var number = Unit == DifferenceUnit.Own ? size.ToString("#,0.####", CultureInfo.InvariantCulture)
            : size is > 0 and < 0.005 ? "less than 0.01"
            : size.ToString("0.00", CultureInfo.InvariantCulture);
        return Unit switch { DifferenceUnit.Points => $"{number} points", DifferenceUnit.Percent => $"{number} %", _ => number };
    }

    private double Scale => Unit == DifferenceUnit.Own ? 1 : 100;

    internal static ComparedColumn Of(StudyRecord record, string name, IReadOnlyDictionary<StudyRow, double> values)
    {
        var isOutcome = name == record.Protocol.Outcome;
        var unit = name.Contains('/', StringComparison.Ordinal) ? DifferenceUnit.Percent
            : isOutcome || IsShare(name, values.Values) ? DifferenceUnit.Points
            : DifferenceUnit.Own;
        return new ComparedColumn(name, unit, isOutcome);
    }

    // A loss can lie within 0 and 1 and is not a share; a count can be 0 and 1 alone.
    private static bool IsShare(string name, IEnumerable<double> values) =>
        !name.EndsWith("loss", StringComparison.Ordinal)
        && values.All(value => value is double.NaN or (>= 0 and <= 1)) && values.Any(value => !double.IsNaN(value) && value != Math.Floor(value));
}
