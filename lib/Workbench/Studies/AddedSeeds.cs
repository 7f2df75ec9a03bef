using System.Globalization;
using Sandglass;
using Sandglass.Display;
using Sandglass.Display.Tables;
using Sandglass.Studies;
using Workbench.Reports;

namespace Workbench.Studies;

/// <summary>What the primary comparisons of a record came to with the seeds that were declared first, and with those added later.</summary>
internal static class AddedSeeds
{
    /// <summary>A column an earlier number of seeds and one for all; null where no seed was added.</summary>
    /// <param name="record">The record.</param>
    /// <param name="declared">What was declared, in order.</param>
    public static Table? Of(StudyRecord record, IReadOnlyList<Declaration> declared)
    {
        var all = record.Rows.Select(row => row.Seed).ToHashSet();
        var earlier = declared.Select(entry => (entry.Date, Seeds: entry.Protocol.Asked.Seeds.Where(all.Contains).ToHashSet()))
            .Where(entry => entry.Seeds.Count > 0 && entry.Seeds.Count < all.Count)
            .DistinctBy(entry => string.Join(' ', entry.Seeds.Order()))
            .ToArray();
        if (earlier.Length == 0)
        {
            return null;
        }

        var (now, before) = (Primary(record), earlier.Select(entry => Primary(record.OfSeeds(entry.Seeds))).ToArray());
        return Table.Of(
            ["comparison", .. earlier.Select(entry => Heading(entry.Seeds, entry.Date)), $"verdict with all\n{Wording.Counted(all.Count, "seed")}"],
            now.Select(outcome => (string[])[OutcomeTable.Name(outcome), .. before.Select(outcomes => Words(outcomes, outcome)), outcome.Words])) with
        {
            Legend = "Seeds were added to the declared protocol: the same recorded runs judged with the seeds declared before, and with all.",
        };
    }

    private static string Heading(HashSet<int> seeds, DateOnly date) =>
        string.Create(CultureInfo.InvariantCulture, $"verdict with the\n{Wording.Counted(seeds.Count, "seed")} of {date:yyyy-MM-dd}");

    private static ComparisonOutcome[] Primary(StudyRecord record) => [.. record.WithoutImages.Verdicts().Where(outcome => outcome.Planned.IsPrimary)];

    private static string Words(ComparisonOutcome[] outcomes, ComparisonOutcome of) => outcomes.FirstOrDefault(outcome => outcome.Planned == of.Planned)?.Words ?? "";
}
