using System.Globalization;
using Sandglass.Counting;
using Sandglass.Statistics;
using Sandglass.Studies;
using static Sandglass.Display.CellText;

namespace Sandglass.Display.Tables;

/// <summary>The arms of a study: what they cost, and what came out.</summary>
internal static class ArmTables
{
    /// <summary>What a column of diverged seeds says, for the legend.</summary>
    internal const string Diverged = "Diverged: seeds whose loss was no longer a number; an arm with one has no mean of the outcome.";

    // What stands in a column of its own, or says how it was trained and not what came out.
    private static readonly string[] LeftOut =
        ["width_multiplier", "parameters", "multiply_adds", "learning_rate", "epochs", "seconds", "training_images_per_second", StudyRow.NeededRuns, StudyRow.DivergedAfter];

    /// <summary>What the arms cost and how well they meet their budgets, before anything is trained.</summary>
    public static Table Costs(Study study) => Table.Of(
        ["budget", "arm", "#width", "#multiply-adds", "#parameters", "#off by", "#epochs"],
        study.Arms.Select(arm => (string[])
        [
            arm.Group,
            arm.Name,
            arm.Match is { } match ? Number(match.Width, "0.0000") : "",
            Whole(arm.Cost.MultiplyAdds),
            Whole(arm.Cost.Parameters),
            arm.Match is { } matched ? $"{Number(100 * matched.Residual, "+0.0;-0.0;0.0")} %" : "",
            Whole(arm.Recipe.Epochs),
        ])).WithoutEmptyColumns();

    /// <summary>All that is known of the arms before anything is trained: what they cost and, of networks with a plan, how the
    /// multiply-adds are shared out.</summary>
    public static IEnumerable<Table> Plan(Study study)
    {
        yield return Costs(study);
        var shares = study.Arms.Select(arm => (Arm: arm, arm.Shares)).Where(item => item.Shares is not null).Select(item => (item.Arm, item.Shares!)).ToArray();
        if (shares.Length > 0)
        {
            yield return SharesOf(shares);
        }
    }

    // Where a block took much more than its counterpart, that block would be compared and not the family.
    private static Table SharesOf((StudyArm Arm, CostShares Shares)[] shares)
    {
        string[] blocks = [.. shares.SelectMany(item => item.Shares.Blocks).Select(block => block.Name).Distinct()];
        return Table.Of(
            ["budget", "arm", "#stem", .. blocks.Select(block => $"#{Short(block)}"), "#rest"],
            shares.Select(item => (string[])
            [
                item.Arm.Group,
                item.Arm.Name,
                Percent(item.Shares.Stem),
                .. blocks.Select(name => item.Shares.Blocks.FirstOrDefault(block => block.Name == name) is { Name: not null } block ? Percent(block.Share) : ""),
                Percent(item.Shares.Rest),
            ])).WithoutEmptyColumns() with
        {
            Legend = "Shares of the multiply-adds in percent; 2.1: the first block of stage 2; rest: head and classifier.",
        };

        static string Short(string block) => block.Replace("stage", "", StringComparison.Ordinal).Replace("block", "", StringComparison.Ordinal);
        static string Percent(double share) => Number(100 * share, "0");
    }

    /// <summary>What each arm came to, means over seeds; of a comparison of blocks, what fits a terminal.</summary>
    public static Table Results(StudyRecord record) => record.IsOfBlocks ? ComparisonTable.Short(record.Summary()) : Means(record);

    /// <summary>What each arm came to: means over seeds of the outcome and of every other number that its runs give.</summary>
    public static Table Means(StudyRecord record) => Means(record, arm => [arm.Group.Length > 0 ? $"{arm.Arm} at {arm.Group}" : arm.Arm]);

    /// <summary>The same with the groups in a column of their own, before the others.</summary>
    public static Table MeansByGroup(StudyRecord record) => Means(record, arm => [arm.Group, arm.Arm], GroupOf(record));

    /// <summary>What the groups of a study are called.</summary>
    public static string GroupOf(StudyRecord record) => record.IsOfBlocks ? "budget" : "group";

    private static Table Means(StudyRecord record, Func<StudyRow, string[]> name, params string[] headings)
    {
        var (outcome, diverged) = (record.Protocol.Outcome, record.Rows.Any(row => row.Diverged));
        string[] others = [.. record.Rows.SelectMany(row => row.Cells.Keys).Distinct().Except([outcome, .. LeftOut]).Where(column => IsNumber(record, column))];
        return Table.Of(
            [.. headings, "arm", Heading(outcome, isShare: true), "#±", "#seeds", .. diverged ? ["#diverged"] : (string[])[], "#parameters", "#multiply-adds", .. others.Select(column => Heading(column, IsShare(record, column))), "#seconds\na run"],
            record.Rows.GroupBy(row => (row.Group, row.Arm)).Select(arm => (string[])[.. name(arm.First()), .. Cells(record, [.. arm], others, diverged)])) with
        {
            Legend = $"Means over seeds; ±: half of the 95 % t interval of the outcome ({outcome.Replace('_', ' ')}). Seconds: training and validation of a run.{(diverged ? $"\n{Diverged}" : "")}",
        };
    }

    private static IEnumerable<string> Cells(StudyRecord record, StudyRow[] arm, string[] others, bool diverged)
    {
        var interval = TInterval.OfMean([.. arm.Select(row => row.Number(record.Protocol.Outcome))]);
        return
        [
            double.IsNaN(interval.Mean) ? "" : Number(100 * interval.Mean, ComparedColumn.IsChange(record.Protocol.Outcome) ? "+0.00;−0.00;0.00" : "0.00"),
            double.IsNaN(interval.Low) ? "" : Number(100 * (interval.High - interval.Mean), "0.00"),
            Whole(arm.Length),
            .. diverged ? [Whole(arm.Count(row => row.Diverged))] : (string[])[],
            Whole((long)arm.Average(row => row.Parameters)),
            Whole((long)arm.Average(row => row.MultiplyAdds)),
            .. others.Select(column => Mean(arm, column, IsShare(record, column))),
            Number(arm.Average(row => row.Seconds), "0.0"),
        ];
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
        return known.Length == 0 ? "" : isShare ? Number(100 * known.Average(), "0.00") : Number(known.Average(), "0.0");
    }

    // The name of a share, such as test_accuracy, in two lines, the unit in the second.
    private static string Heading(string column, bool isShare)
    {
        var words = column.Replace('_', ' ');
        var at = words.IndexOf(' ', StringComparison.Ordinal);
        return $"#{(isShare && at > 0 ? $"{words[..at]}\n{words[(at + 1)..]}" : words)}{(ComparedColumn.IsChange(column) ? ", points" : isShare ? " %" : "")}";
    }
}
