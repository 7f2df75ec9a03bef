using Sandglass.Runtime;
using Sandglass.Statistics;

namespace Sandglass.Studies;

/// <summary>How far the outcome of a planned comparison hangs on single seeds, and on which arm is which.</summary>
/// <param name="Outcome">The comparison as recorded.</param>
/// <param name="WithoutASeed">The same from records that lack one seed each, corrected within what is left of their family.</param>
/// <param name="Permuted">What is found with exchanged labels.</param>
internal sealed record Robustness(ComparisonOutcome Outcome, IReadOnlyList<ComparisonOutcome> WithoutASeed, PermutationTest Permuted)
{
    /// <summary>In how many of the records that lack a seed the verdict is the recorded one.</summary>
    public int SameVerdicts => WithoutASeed.Count(outcome => outcome.Verdict == Outcome.Verdict);

    /// <summary>All planned comparisons of a study, in the order of its outcomes.</summary>
    public static IReadOnlyList<Robustness> Of(StudyRecord study)
    {
        var record = study.WithoutImages;
        var (protocol, outcomes) = (record.Protocol, ComparisonOutcome.Of(record));
        int[] seeds = [.. record.Rows.Select(row => row.Seed).Distinct()];
        var without = seeds.SelectMany(seed => ComparisonOutcome.Of(record.OfSeeds([.. seeds.Where(other => other != seed)])))
            .ToLookup(outcome => outcome.Planned);
        var permuted = PairedRuns.Families(record, protocol.Comparisons, protocol.Outcome).SelectMany(family => PermutationTest.OfFamily(
            [.. family.Select(pairs => pairs.Differences)], protocol.Margin, new RandomStreams(0).Open($"permutation/{protocol.Name}/{family[0].Planned.IsPrimary}")));
        return [.. outcomes.Zip(permuted, (outcome, test) => new Robustness(outcome, [.. without[outcome.Planned]], test))];
    }
}
