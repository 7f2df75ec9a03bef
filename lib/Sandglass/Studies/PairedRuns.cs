namespace Sandglass.Studies;

/// <summary>What a comparison is made of: a number of each arm, paired by the seeds that both arms were trained to the end with.</summary>
/// <param name="Planned">What is compared.</param>
/// <param name="Seeds">The common seeds, in order.</param>
/// <param name="First">A number a seed.</param>
/// <param name="Second">Those of the second arm.</param>
internal sealed record PairedRuns(PlannedComparison Planned, IReadOnlyList<int> Seeds, IReadOnlyList<double> First, IReadOnlyList<double> Second)
{
    /// <summary>First minus second by seed.</summary>
    public IReadOnlyDictionary<int, double> Differences => Seeds.Index().ToDictionary(seed => seed.Item, seed => First[seed.Index] - Second[seed.Index]);

    /// <summary>
    /// The one definition of a family: primary comparisons are corrected together, and so are the others. A comparison
    /// without common seeds belongs to none.
    /// </summary>
    /// <param name="record">The study.</param>
    /// <param name="comparisons">Its comparisons.</param>
    /// <param name="column">By which column; see <see cref="StudyRecord.Values"/>.</param>
    public static IEnumerable<IReadOnlyList<PairedRuns>> Families(StudyRecord record, IEnumerable<PlannedComparison> comparisons, string column) => comparisons
        .Where(planned => CommonSeeds(record, planned).Count > 0)
        .GroupBy(planned => planned.IsPrimary)
        .Select(family => Family(record, family, record.Values(column)));

    private static IReadOnlyList<PairedRuns> Family(StudyRecord record, IEnumerable<PlannedComparison> family, IReadOnlyDictionary<StudyRow, double> values) =>
        [.. family.Select(planned => Of(record, planned, values))];

    private static PairedRuns Of(StudyRecord record, PlannedComparison planned, IReadOnlyDictionary<StudyRow, double> values)
    {
        var seeds = CommonSeeds(record, planned);
        double[] Numbers(string arm) => [.. record.Of(arm, planned.Group).Where(row => seeds.Contains(row.Seed)).Select(row => values[row])];
        return new PairedRuns(planned, [.. seeds.Order()], Numbers(planned.First), Numbers(planned.Second));
    }

    // A run that diverged has no number.
    private static HashSet<int> CommonSeeds(StudyRecord record, PlannedComparison planned)
    {
        IEnumerable<int> Seeds(string arm) => record.Of(arm, planned.Group).Where(row => !row.Diverged).Select(row => row.Seed);
        return [.. Seeds(planned.First).Intersect(Seeds(planned.Second))];
    }
}
