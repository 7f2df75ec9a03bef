using System.Globalization;
using Sandglass.Statistics;

namespace Sandglass.Studies;

/// <summary>How far two families differ in what was observed at one budget, paired by seed. Looked at, not planned: the
/// intervals are not corrected for how many there are.</summary>
/// <param name="Group">The budget.</param>
/// <param name="First">The family from which is subtracted.</param>
/// <param name="Second">The family that is subtracted.</param>
/// <param name="Difference">Mean of first − second over seeds with its t interval.</param>
/// <param name="Seeds">The seeds that both families have.</param>
internal sealed record ObservedDifference(
    string Group, BlockFamily First, BlockFamily Second, Interval Difference, IReadOnlyList<int> Seeds)
{
    /// <summary>1: the first family is higher, −1: lower, by an interval that leaves zero out; 0: undecided.</summary>
    public int Sign => Difference.Low > 0 ? 1 : Difference.High < 0 ? -1 : 0;

    /// <summary>The differences, one a budget that has both families.</summary>
    /// <typeparam name="T">What was observed.</typeparam>
    /// <param name="rows">Rows of several runs; those of one run are averaged.</param>
    /// <param name="first">The family from which is subtracted.</param>
    /// <param name="second">The family that is subtracted.</param>
    /// <param name="value">What is compared.</param>
    /// <param name="level">Confidence level of each interval.</param>
    public static IReadOnlyList<ObservedDifference> Of<T>(
        IEnumerable<Observed<T>> rows, BlockFamily first, BlockFamily second, Func<T, double> value, double level = 0.95) =>
    [
        .. from budget in rows.GroupBy(row => row.Group)
           let a = BySeed(budget, first, value)
           let b = BySeed(budget, second, value)
           let seeds = a.Keys.Intersect(b.Keys).Order().ToArray()
           where seeds.Length > 0
           select new ObservedDifference(
               budget.Key, first, second, TInterval.OfDifference([.. seeds.Select(s => a[s])], [.. seeds.Select(s => b[s])], level), seeds),
    ];

    /// <summary>What differences at several budgets say to a statement that all of them are above zero.</summary>
    /// <param name="differences">The differences.</param>
    public static string Judge(IReadOnlyList<ObservedDifference> differences)
    {
        var (higher, lower) = (differences.Count(d => d.Sign > 0), differences.Count(d => d.Sign < 0));
        var verdict = (higher, lower) switch
        {
            _ when differences.Count == 0 => "not measured",
            _ when higher == differences.Count => "supported",
            _ when lower == differences.Count => "contradicted",
            (_, 0) => "undecided",
            (0, _) => "contradicted in part, else undecided",
            _ => "the budgets disagree",
        };
        return string.Create(
            CultureInfo.InvariantCulture, $"{verdict} ({higher} of {differences.Count} intervals above zero, {lower} below)");
    }

    /// <summary>Budget, difference, interval and seeds in a line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Group}: {Difference.Mean:+0.000;−0.000;0.000} ({Difference.Low:+0.000;−0.000;0.000} to {Difference.High:+0.000;−0.000;0.000}), {Seeds.Count} seeds");

    private static Dictionary<int, double> BySeed<T>(IEnumerable<Observed<T>> rows, BlockFamily family, Func<T, double> value) => rows
        .Where(row => row.Family == family)
        .GroupBy(row => row.Seed)
        .ToDictionary(run => run.Key, run => run.Average(row => value(row.Row)));
}
