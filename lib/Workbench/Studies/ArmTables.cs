using System.Globalization;
using Sandglass;
using Sandglass.Statistics;
using Sandglass.Studies;
using Workbench.Reports;

namespace Workbench.Studies;

/// <summary>The arms of a study: what they cost, and what came out.</summary>
internal static class ArmTables
{
    // What stands in a column of its own, or says how it was trained and not what came out.
    private static readonly string[] LeftOut =
        ["width_multiplier", "parameters", "multiply_adds", "learning_rate", "epochs", "seconds", "training_images_per_second", StudyRow.NeededRuns];

    /// <summary>What the columns of <see cref="Results"/> mean.</summary>
    public static string Legend(StudyRecord record) => record.IsOfBlocks
        ? ResultTable.Legend
        : $"Means over seeds; ±: half of the 95 % t interval of the outcome ({record.Protocol.Outcome.Replace('_', ' ')}). Seconds: training and validation of a run.";

    /// <summary>How well the arms meet their budgets, before anything is trained.</summary>
    public static TextTable Costs(Study study)
    {
        var table = TextTable.Of("Budget", "Arm", "#Width", "#Multiply-adds", "#Parameters", "#Off by");
        foreach (var arm in study.Arms)
        {
            table.Add(
                arm.Group,
                arm.Name,
                arm.Match?.Width.ToString("0.0000", CultureInfo.InvariantCulture) ?? "",
                Wording.Grouped(arm.Cost.MultiplyAdds),
                Wording.Grouped(arm.Cost.Parameters),
                arm.Match is { } match ? Wording.SignedPercent(match.Residual) : "");
        }

        return table;
    }

    /// <summary>What each arm came to.</summary>
    public static TextTable Results(StudyRecord record)
    {
        if (record.IsOfBlocks)
        {
            return ResultTable.Of(record.Summary());
        }

        var outcome = record.Protocol.Outcome;
        string[] others = [.. record.Rows.SelectMany(row => row.Cells.Keys).Distinct().Except([outcome, .. LeftOut]).Where(column => IsNumber(record, column))];
        var table = TextTable.Of([
            "Arm", $"#{Wording.ShareHeading(outcome)}", "#±", "#Seeds", "#Parameters", "#Multiply-adds", .. others.Select(column => $"#{(IsShare(record, column) ? Wording.ShareHeading(column) : Heading(column))}"), "#Seconds\na run"]);
        foreach (var arm in record.Rows.GroupBy(row => (row.Group, row.Arm)))
        {
            var interval = TInterval.OfMean([.. arm.Select(row => row.Number(outcome))]);
            table.Add([
                arm.Key.Group.Length > 0 ? $"{arm.Key.Arm} at {arm.Key.Group}" : arm.Key.Arm,
                Number(100 * interval.Mean),
                double.IsNaN(interval.Low) ? "" : Number(100 * (interval.High - interval.Mean)),
                Wording.Grouped(arm.Count()),
                Wording.Grouped((long)arm.Average(row => row.Parameters)),
                Wording.Grouped((long)arm.Average(row => row.MultiplyAdds)),
                .. others.Select(column => Mean(arm, column, IsShare(record, column))),
                Number(arm.Average(row => row.Seconds), "0.0")]);
        }

        return table;
    }

    private static bool IsNumber(StudyRecord record, string column) => record.Rows.All(row =>
        row.Cells.GetValueOrDefault(column, "") is var cell && (cell.Length == 0 || double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
        && record.Rows.Any(row => row.Cells.GetValueOrDefault(column, "").Length > 0);

    // Fractions of whole numbers, such as accuracies, and not counts that happen to be 0 or 1.
    private static bool IsShare(StudyRecord record, string column) =>
        record.Rows.All(row => row.Number(column) is double.NaN or (>= 0 and <= 1)) && record.Rows.Any(row => row.Number(column) is var n && n != Math.Floor(n));

    private static string Mean(IEnumerable<StudyRow> arm, string column, bool isShare)
    {
        double[] known = [.. arm.Select(row => row.Number(column)).Where(double.IsFinite)];
        return known.Length == 0 ? "" : isShare ? Number(100 * known.Average()) : Number(known.Average(), "0.0");
    }

    private static string Heading(string column) => char.ToUpperInvariant(column[0]) + column[1..].Replace('_', ' ');

    private static string Number(double value, string format = "0.00") => value.ToString(format, CultureInfo.InvariantCulture);
}
