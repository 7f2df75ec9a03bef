using Sandglass.Runtime;
using Sandglass.Statistics;

namespace Sandglass.Studies;

/// <summary>A comparison of two arms of a study by one column, with what the runs say of it.</summary>
/// <param name="Planned">What was compared.</param>
/// <param name="Column">By which column.</param>
/// <param name="Reference">Mean of the second arm over the paired seeds.</param>
/// <param name="Test">Difference over paired seeds, as a fraction.</param>
/// <param name="Images">The same difference with its interval over resampled test images; null where the column is not an accuracy on them.</param>
/// <param name="Corrected">The difference with its t interval over seeds at the level that Holm's procedure gives it within its family: it leaves zero out exactly if the corrected test finds a difference.</param>
/// <param name="DifferenceP">p of "no difference", corrected within its family.</param>
/// <param name="EquivalenceP">p of "as large as the margin", corrected within its family.</param>
/// <param name="Verdict">What follows.</param>
/// <param name="Comparisons">Comparisons of its family, which are corrected together.</param>
public sealed record ComparisonOutcome(
    PlannedComparison Planned,
    ComparedColumn Column,
    double Reference,
    PairedTest Test,
    Interval? Images,
    Interval Corrected,
    double DifferenceP,
    double EquivalenceP,
    Verdict Verdict,
    int Comparisons)
{
    private const string TestAccuracy = "test_accuracy";

    /// <summary>Seeds that decide with a power of 0.8 at this spread; null from one seed or beyond 1000.</summary>
    public int? SeedsToDecide => double.IsNaN(Test.Spread) ? null : SeedsNeeded.ToDecide(Test.Spread, Test.Margin, tests: Comparisons);

    /// <summary>The other tests of its family, with which it is corrected.</summary>
    internal CorrectedTogether Others { get; init; } = new([]);

    /// <summary>Whether the difference is shown to be smaller than the margin.</summary>
    internal bool IsWithinMargin => EquivalenceP <= Verdicts.Level;

    /// <summary>Whether the corrected interval lies beyond the margin.</summary>
    internal bool IsBeyondMargin => Corrected.Low > Test.Margin || Corrected.High < -Test.Margin;

    /// <summary>
    /// What follows, in words that say all that is shown: <c>ahead by 1.02 points</c>, <c>behind by 0.52 points, less than
    /// the margin</c>, <c>ahead by 5.00 points, more than the margin</c>, <c>equal within the margin</c>, <c>undecided</c>;
    /// <c>higher</c> and <c>lower</c> for a column that is not the study's outcome.
    /// </summary>
    public string Words => VerdictWords.Of(this);

    /// <summary>The same without the number, for the labels of figures: <c>ahead</c>, <c>behind within margin</c>.</summary>
    public string ShortWords => VerdictWords.Short(this);

    /// <summary>What the words mean and how large the margin is; stands beneath what shows them.</summary>
    /// <param name="outcomes">The outcomes that are shown, at least one.</param>
    public static string Legend(IReadOnlyCollection<ComparisonOutcome> outcomes) => VerdictWords.Legend(outcomes);

    /// <summary>All planned comparisons whose arms have runs of common seeds, by the study's outcome.</summary>
    public static IReadOnlyList<ComparisonOutcome> Of(StudyRecord record) =>
        [.. OfFamilies(record, record.Protocol.Comparisons, record.Protocol.Outcome, _ => true)];

    /// <summary>
    /// What a column says of two arms. A planned comparison by the study's outcome is corrected within its family, whichever
    /// arm it names first; any other stands alone.
    /// </summary>
    /// <param name="record">The study.</param>
    /// <param name="column">The column; see <see cref="StudyRecord.Values"/>.</param>
    /// <param name="group">The group of both arms.</param>
    /// <param name="first">The arm whose number is taken…</param>
    /// <param name="second">…minus that of this one.</param>
    /// <returns>Null where no seed has both arms.</returns>
    /// <exception cref="WorkbenchException">There is no such column.</exception>
    public static ComparisonOutcome? Of(StudyRecord record, string column, string group, string first, string second)
    {
        var isOutcome = column == record.Protocol.Outcome;
        ComparisonOutcome? Planned(string one, string other) => isOutcome
            ? OfFamilies(record, record.Protocol.Comparisons, column, planned => (planned.Group, planned.First, planned.Second) == (group, one, other)).FirstOrDefault()
            : null;
        return Planned(first, second)
            ?? Planned(second, first)?.Turned()
            ?? OfFamilies(record, [new PlannedComparison(first, second, group, IsPrimary: false)], column, _ => true).FirstOrDefault();
    }

    /// <summary>What would follow from another mean difference at the same spread and seeds, beside the same other comparisons.</summary>
    /// <param name="mean">The mean difference, as a fraction.</param>
    /// <param name="quantiles">Those of Student's t.</param>
    internal ComparisonOutcome At(double mean, StudentQuantiles quantiles)
    {
        var test = Test.At(mean, quantiles);
        var judged = Verdicts.Of([test, .. Others.Tests], quantiles)[0];
        return this with
        {
            Test = test,
            Images = null,
            Corrected = judged.Corrected,
            DifferenceP = judged.DifferenceP,
            EquivalenceP = judged.EquivalenceP,
            Verdict = judged.Verdict,
        };
    }

    // Only what is wanted of a family is given: images are resampled for it, which takes longest.
    private static IEnumerable<ComparisonOutcome> OfFamilies(
        StudyRecord record, IEnumerable<PlannedComparison> comparisons, string column, Func<PlannedComparison, bool> wanted) =>
        PairedRuns.Families(record, comparisons, column).SelectMany(family => OfFamily(record, family, column, wanted));

    private static ComparisonOutcome[] OfFamily(
        StudyRecord record, IReadOnlyList<PairedRuns> family, string column, Func<PlannedComparison, bool> wanted)
    {
        var compared = ComparedColumn.Of(record, column, record.Values(column));
        PairedTest[] tests = [.. family.Select(pairs => PairedTest.Of(pairs.First, pairs.Second, record.Protocol.Margin))];
        var judged = Verdicts.Of(tests);
        ComparisonOutcome Outcome(PairedRuns pairs, int i) => new(
            pairs.Planned,
            compared,
            pairs.Second.Average(),
            tests[i],
            column == TestAccuracy && record.TestCorrect.Count > 0 ? OverImages(record, pairs) : null,
            judged[i].Corrected,
            judged[i].DifferenceP,
            judged[i].EquivalenceP,
            judged[i].Verdict,
            family.Count)
        {
            Others = new([.. tests.Where((_, other) => other != i)]),
        };
        return InParallel.Select([.. family.Index().Where(item => wanted(item.Item.Planned))], item => Outcome(item.Item, item.Index));
    }

    private static Interval OverImages(StudyRecord record, PairedRuns pairs)
    {
        var (planned, seeds) = (pairs.Planned, pairs.Seeds.ToHashSet());
        IReadOnlyList<bool>[] Bits(string arm) =>
        [
            .. record.Rows.Index()
                .Where(item => item.Item.Arm == arm && item.Item.Group == planned.Group && seeds.Contains(item.Item.Seed))
                .Select(item => record.TestCorrect[item.Index]),
        ];
        var random = new RandomStreams(0).Open($"bootstrap/{record.Protocol.Name}/{planned.Group}/{planned.First}/{planned.Second}");
        return ImageBootstrap.OfDifference(Bits(planned.First), Bits(planned.Second), random);
    }

    // Second minus first.
    private ComparisonOutcome Turned() => this with
    {
        Planned = Planned with { First = Planned.Second, Second = Planned.First },
        Reference = Reference + Test.Difference.Mean,
        Test = Test with { Difference = Turned(Test.Difference) },
        Images = Images is null ? null : Turned(Images),
        Corrected = Turned(Corrected),
        Verdict = Verdict switch { Verdict.Ahead => Verdict.Behind, Verdict.Behind => Verdict.Ahead, var same => same },
    };

    private static Interval Turned(Interval interval) => interval with { Mean = -interval.Mean, Low = -interval.High, High = -interval.Low };
}
