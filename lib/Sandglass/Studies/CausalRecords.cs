using Sandglass.Analysis.Interventions;
using Sandglass.Studies.Diagnostics;

namespace Sandglass.Studies;

/// <summary>The causal check of a recorded study.</summary>
internal static class CausalRecords
{
    /// <summary>A metric beside the accuracy, a record a run and variant. Its width is the number of the family at a budget, since two
    /// families may be matched to it at the same width multiplier.</summary>
    /// <param name="record">The study.</param>
    /// <param name="metric">The metric.</param>
    public static IReadOnlyList<CausalRecord> Of(StudyRecord record, Func<InterventionRow, double> metric)
    {
        var numbers = record.Rows.Select(row => (row.Arm, row.Group)).Distinct().Index().ToDictionary(place => place.Item, place => place.Index);
        return
        [
            .. record.Observed<InterventionRow>(InterventionRow.FileName).Select(seen => new CausalRecord(
                $"{seen.Arm} at {seen.Group}, {seen.Row.Variant}", numbers[(seen.Arm, seen.Group)], seen.Seed, metric(seen.Row), seen.Row.Accuracy)),
        ];
    }
}
