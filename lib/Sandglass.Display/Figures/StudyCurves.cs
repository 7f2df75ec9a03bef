using System.Globalization;
using Sandglass.Data;
using Sandglass.Display.Charts;
using Sandglass.Display.Style;
using Sandglass.Tables;

namespace Sandglass.Display.Figures;

/// <summary>The learning curves of a study of whichever task: an arm a line, a group a panel.</summary>
internal static class StudyCurves
{
    private static readonly LineForm[] Lines = [LineForm.Solid, LineForm.Dashed, LineForm.Dotted];

    /// <summary>The loss and the score of its epochs. None of runs of one epoch, and none where epochs were not kept.</summary>
    /// <param name="record">The study.</param>
    /// <exception cref="WorkbenchException">The table of epochs is damaged.</exception>
    public static IReadOnlyList<Figure> Of(StudyRecord record)
    {
        if (!record.Tables.TryGetValue(StudyRecord.EpochTable, out var csv))
        {
            return [];
        }

        return Damage.Typed(
            () => Of(record, Csv.Read(csv, StudyRecord.EpochTable)),
            (reason, wrong) => new WorkbenchException($"the epochs of the study '{record.Protocol.Name}' cannot be drawn ({reason}); record it again", wrong));
    }

    private static Figure[] Of(StudyRecord record, CsvTable epochs)
    {
        if (!epochs.Header.Contains("epoch") || epochs.Rows.All(row => Whole(row, "epoch") == 1))
        {
            return [];
        }

        var styles = Styles(record);
        return
        [
            .. LearningCurveFigures.LossOf(epochs.Header).SelectMany(column => Curves(column, isShare: false)),
            .. LearningCurveFigures.ScoreOf(epochs.Header).SelectMany(column => Curves(column, isShare: true)),
        ];

        // None of a column without a number, such as a validation that was not asked for.
        IEnumerable<Figure> Curves(string column, bool isShare)
        {
            CurveValue[] values =
            [
                .. from row in epochs.Rows
                   let value = CsvFrame.NumberOf(row.Text(column)) ?? double.NaN
                   where double.IsFinite(value)
                   let line = styles[(row.Text("arm"), row.Text("group"))]
                   select new CurveValue(row.Text("group"), line.Style, line.Order, Whole(row, "seed"), Whole(row, "epoch"), (isShare ? 100 : 1) * value),
            ];
            var (words, unit, most) = (CellText.Capital(column.Replace('_', ' ')), isShare ? " %" : "", isShare ? 100 : double.PositiveInfinity);
            return values.Length == 0 ? [] : [LearningCurveFigures.Of(new(column.Replace('_', '-'), $"{words} by epoch", isShare ? $"{words} (%)" : words, unit, most), values)];
        }
    }

    // A family has its colour; where several arms of a group are of one, they have a line each.
    private static Dictionary<(string Arm, string Group), (int Order, SeriesStyle Style)> Styles(StudyRecord record)
    {
        var arms = record.Rows.DistinctBy(row => (row.Arm, row.Group)).ToArray();
        string[] names = [.. arms.Select(arm => arm.Arm).Distinct()];
        var isByFamily = arms.All(arm => arm.Family is not null) && arms.GroupBy(arm => (arm.Group, arm.Family)).All(same => same.Count() == 1);
        var palette = SearchPalette.For(names);
        return arms.ToDictionary(arm => (arm.Arm, arm.Group), arm =>
        {
            var place = Array.IndexOf(names, arm.Arm);
            return (place, isByFamily ? FamilyPalette.For(arm.Family!.Value) : palette[place] with { Line = Lines[place / SearchPalette.Distinct % Lines.Length] });
        });
    }

    private static int Whole(CsvRecord row, string column) => row.Read(column, text => int.Parse(text, CultureInfo.InvariantCulture));
}
