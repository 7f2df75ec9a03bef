using Sandglass.Analysis.Interventions;
using Sandglass.Studies.Diagnostics;

namespace Sandglass.Studies;

/// <summary>The causal check of a recorded study.</summary>
internal static class CausalRecords
{
    /// <summary>A metric beside the accuracy, a record a run and variant. Two networks of a study differ in width, so a width
    /// stands for a family at a budget.</summary>
    /// <param name="record">The study.</param>
    /// <param name="metric">The metric.</param>
    public static IReadOnlyList<CausalRecord> Of(StudyRecord record, Func<InterventionRow, double> metric)
    {
        var widths = record.Rows.DistinctBy(row => (row.Arm, row.Group)).ToDictionary(row => (row.Arm, row.Group), row => row.Width);
        return
        [
            .. record.Observed<InterventionRow>(InterventionRow.FileName).Select(seen => new CausalRecord(
                $"{seen.Arm} at {seen.Group}, {seen.Row.Variant}", widths[(seen.Arm, seen.Group)], seen.Seed, metric(seen.Row), seen.Row.Accuracy)),
        ];
    }
}
