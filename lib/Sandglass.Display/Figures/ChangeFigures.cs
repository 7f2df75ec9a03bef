using Sandglass.Display.Charts;
using Sandglass.Display.Style;
using Sandglass.Paper;
using Sandglass.Statistics;
using Sandglass.Studies;

namespace Sandglass.Display.Figures;

/// <summary>The figure of what each family loses, or gains, by each of several changes to its networks.</summary>
internal static class ChangeFigures
{
    private const double Near = 1; // points; beside what costs tens of them nobody would see what costs tenths

    /// <summary>Whether a study asks this: its outcome is a change of a share, by an arm of each family in each group.</summary>
    public static bool Fits(StudyRecord record) => ComparedColumn.IsChange(record.Protocol.Outcome)
        && record.Rows.All(row => row.Family is not null)
        && record.Rows.GroupBy(row => (row.Group, row.Family)).All(family => family.DistinctBy(row => row.Arm).Count() == 1);

    /// <summary>The outcome (points), a row a group, a point a family: mean over seeds with its 95 % t interval. Groups that cost little
    /// have a panel, and an axis, of their own.</summary>
    /// <param name="record">The study.</param>
    /// <exception cref="ArgumentException">It has no run.</exception>
    public static Figure Of(StudyRecord record)
    {
        Seeds.Require(record.Rows);
        var rows = record.Rows.GroupBy(row => row.Group).Select(group => Row(group, record.Protocol.Outcome)).ToArray();
        DotRows[] parts = [.. rows.GroupBy(row => row.Dots.All(dot => Math.Abs(dot.Interval.Mean) < Near)).OrderByDescending(part => part.Key).Select(part => new DotRows([.. part]))];
        var seeds = Seeds.Count(record.Rows.GroupBy(row => (row.Group, row.Arm)).Select(arm => arm.Count()));
        return new Figure(
            $"changes-{record.Protocol.Name}",
            record.Protocol.Question,
            $"Mean over {seeds} with its 95 % t interval, not corrected, and each seed: what one family loses, not how two differ.{(parts.Length > 1 ? " The panels have different axes." : "")}",
            [.. parts.Select(part => part.Panel($"{CellText.Capital(record.Protocol.Outcome.Replace('_', ' '))} (points)"))])
        {
            Columns = 1,
        };
    }

    private static DotRow Row(IGrouping<string, StudyRow> group, string outcome) => new("", group.Key, [.. group.GroupBy(row => row.Family!.Value).OrderBy(family => family.Key).Select(family =>
    {
        double[] changes = [.. family.OrderBy(row => row.Seed).Select(row => row.Number(outcome))];
        var (style, interval) = (FamilyPalette.For(family.Key), TInterval.OfMean(changes));
        return new Dot(style with { Line = LineForm.None }, Dot.Percent(interval), $"{style.Name}, {group.Key}\n{Words(interval)}")
        {
            Singles = [.. changes.Select(change => 100 * change)],
        };
    })]);

    private static string Words(Interval interval) => $"{NumberText.Points(interval.Mean)} points"
        + (double.IsFinite(interval.Low) ? $" ({NumberText.Points(interval.Low)} to {NumberText.Points(interval.High)})" : "");
}
