using Sandglass.Display.Charts;
using Sandglass.Display.Style;
using Sandglass.Statistics;
using Sandglass.Studies;

namespace Sandglass.Display.Figures;

/// <summary>The figure of what each arm of a study came to.</summary>
internal static class ArmFigures
{
    private static readonly SeriesStyle NoFamily = new("Other", FamilyPalette.Ink, MarkerForm.Circle, LineForm.None);

    /// <summary>The outcome (%) of each arm: mean over seeds with its 95 % t interval, and each seed; a row an arm, with what it costs.</summary>
    /// <param name="record">A study whose outcome is a fraction; its arms need no family.</param>
    /// <exception cref="ArgumentException">It has no run.</exception>
    public static Figure Of(StudyRecord record)
    {
        Seeds.Require(record.Rows);
        var arms = record.Rows.GroupBy(row => (row.Group, row.Arm)).Select(arm => arm.OrderBy(row => row.Seed).ToArray()).ToArray();
        var rows = new DotRows([.. arms.Select(arm => Row(arm, record.Protocol.Outcome))]);
        var outcome = record.Protocol.Outcome.Replace('_', ' ');
        var seeds = Seeds.Count(arms.Select(arm => arm.Length));
        return new Figure(
            $"arms-{record.Protocol.Name}",
            record.Protocol.Question,
            (arms.All(arm => arm.Length == 1) ? $"{seeds} an arm: no interval." : $"Mean over {seeds} with its 95 % t interval; small dots: single seeds.")
                + " Multiply-adds of one image, counted over convolutions and linear layers.",
            [rows.Panel($"{CellText.Capital(outcome)} (%)", least: 0, most: 100)])
        {
            FurtherHeight = rows.FurtherHeight,
        };
    }

    private static DotRow Row(StudyRow[] arm, string outcome)
    {
        double[] values = [.. arm.Select(row => 100 * row.Number(outcome))];
        var (interval, cost) = (TInterval.OfMean(values), Cost(arm));
        var style = arm[0].Family is { } family ? FamilyPalette.For(family) with { Line = LineForm.None } : NoFamily;
        return new DotRow(arm[0].Group, $"{arm[0].Arm}\n{cost}", new Dot(style, interval, $"{arm[0].Arm}\n{Words(interval)}\n{cost}\n{Seeds.Count([arm.Length])}")
        {
            Singles = values.Length > 1 ? values : [],
        });
    }

    private static string Words(Interval interval) => FormattableString.Invariant($"{interval.Mean:0.00} %")
        + (double.IsFinite(interval.Low) ? FormattableString.Invariant($" ({interval.Low:0.00} to {interval.High:0.00})") : "");

    private static string Cost(StudyRow[] arm) => FormattableString.Invariant(
        $"{arm.Average(row => row.MultiplyAdds) / 1e6:0.00} M multiply-adds, {arm.Average(row => row.Parameters) / 1e3:0} k parameters");
}
