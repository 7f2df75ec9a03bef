using Sandglass.Runtime;
using Sandglass.Statistics;

namespace Sandglass.Studies;

/// <summary>A planned comparison with what the runs say of it.</summary>
/// <param name="Planned">What was compared.</param>
/// <param name="Test">Difference in test accuracy over paired seeds, as a fraction.</param>
/// <param name="Images">The same difference with its interval over resampled test images.</param>
/// <param name="DifferenceP">p of "no difference", corrected within its family.</param>
/// <param name="EquivalenceP">p of "as large as the margin", corrected within its family.</param>
/// <param name="Verdict">What follows.</param>
/// <param name="SeedsToDecide">Seeds that decide with a power of 0.8 at this spread; null from one seed or beyond 1000.</param>
public sealed record ComparisonOutcome(
    PlannedComparison Planned,
    PairedTest Test,
    Interval Images,
    double DifferenceP,
    double EquivalenceP,
    Verdict Verdict,
    int? SeedsToDecide)
{
    /// <summary>All planned comparisons whose arms have runs of common seeds, corrected within their families.</summary>
    public static IReadOnlyList<ComparisonOutcome> Of(StudyRecord record) =>
    [
        .. record.Protocol.Comparisons
            .Where(planned => CommonSeeds(record, planned).Count > 0)
            .GroupBy(planned => planned.IsPrimary)
            .SelectMany(family => OfFamily(record, [.. family])),
    ];

    private static IEnumerable<ComparisonOutcome> OfFamily(StudyRecord record, IReadOnlyList<PlannedComparison> family)
    {
        var tests = family.Select(planned => OverSeeds(record, planned)).ToArray();
        var differs = Holm.Adjust([.. tests.Select(test => test.DifferenceP)]);
        var equivalent = Holm.Adjust([.. tests.Select(test => test.EquivalenceP)]);
        return family.Select((planned, i) => new ComparisonOutcome(
            planned,
            tests[i],
            OverImages(record, planned),
            differs[i],
            equivalent[i],
            Verdicts.Of(tests[i], differs[i], equivalent[i]),
            double.IsNaN(tests[i].Spread) ? null : SeedsNeeded.ToDecide(tests[i].Spread, record.Protocol.Margin, tests: tests.Length)));
    }

    private static PairedTest OverSeeds(StudyRecord record, PlannedComparison planned)
    {
        var seeds = CommonSeeds(record, planned);
        double[] Accuracies(string arm) => [.. record.Of(arm, planned.Group).Where(r => seeds.Contains(r.Seed)).Select(r => r.TestAccuracy)];
        return PairedTest.Of(Accuracies(planned.First), Accuracies(planned.Second), record.Protocol.Margin);
    }

    private static HashSet<int> CommonSeeds(StudyRecord record, PlannedComparison planned) =>
        [.. record.Of(planned.First, planned.Group).Select(r => r.Seed).Intersect(record.Of(planned.Second, planned.Group).Select(r => r.Seed))];

    private static Interval OverImages(StudyRecord record, PlannedComparison planned)
    {
        var seeds = CommonSeeds(record, planned);
        IReadOnlyList<bool>[] Bits(string arm) =>
        [
            .. record.Rows.Index()
                .Where(item => item.Item.Arm == arm && item.Item.Group == planned.Group && seeds.Contains(item.Item.Seed))
                .Select(item => record.TestCorrect[item.Index]),
        ];
        var random = new RandomStreams(0).Open($"bootstrap/{record.Protocol.Name}/{planned.Group}/{planned.First}/{planned.Second}");
        return ImageBootstrap.OfDifference(Bits(planned.First), Bits(planned.Second), random);
    }
}
