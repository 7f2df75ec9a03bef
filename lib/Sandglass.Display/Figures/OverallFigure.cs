using Sandglass.Display.Charts;
using Sandglass.Display.Style;
using Sandglass.Statistics;
using Sandglass.Studies;

namespace Sandglass.Display.Figures;

/// <summary>The forest plot of a difference: its cells, a row each, and beneath them what they say together.</summary>
internal static class OverallFigure
{
    private static readonly SeriesStyle OfCell = new("95 % interval of a cell", FamilyPalette.Ink, MarkerForm.Square, LineForm.None);
    private static readonly SeriesStyle OfAll = new("Overall, 95 % (Hartung and Knapp)", "#bc4c00", MarkerForm.Diamond, LineForm.None);
    private static readonly SeriesStyle OfNew = new("A new cell, 95 % prediction", "#8c959f", MarkerForm.Circle, LineForm.None);

    /// <summary>The figure.</summary>
    /// <param name="studies">Recorded studies with these arms and the same outcome.</param>
    /// <param name="first">The arm whose outcome is taken…</param>
    /// <param name="second">…minus that of this one.</param>
    /// <exception cref="WorkbenchException">See <see cref="OverallDifference.Of"/>.</exception>
    public static Figure Of(IReadOnlyList<StudyRecord> studies, string first, string second)
    {
        var overall = OverallDifference.Of(studies, first, second);
        var (column, model) = (overall.Cells[0].Outcome.Column, overall.Model);
        var rows = new DotRows(
        [
            .. overall.Cells.Zip(model.Weights, (cell, weight) => new DotRow(
                "", $"{cell.Name}\n{cell.Outcome.Test.Pairs} seeds, weight {CellText.Percent(weight)}", Dot(OfCell, cell.Outcome.Test.Difference, column))),
            new DotRow("", "overall", [Dot(OfAll, model.Mean, column), .. double.IsNaN(model.NewCell.Low) ? Array.Empty<Dot>() : [Dot(OfNew, model.NewCell, column)]]),
        ]);
        return new Figure(
            $"overall-{first}-{second}",
            $"{first} − {second} over {overall.Cells.Count} cells",
            $"Paired by seed. Random-effects model: cells exchangeable, seeds independent between cells, all normal. Standard deviation between cells: {column.Size(model.Between)}. Not planned, not corrected.",
            [rows.Panel($"Difference in {column.Words} (points)", 100 * studies[0].Protocol.Margin)])
        {
            FurtherHeight = rows.FurtherHeight,
        };
    }

    private static Dot Dot(SeriesStyle style, Interval interval, ComparedColumn column) =>
        new(style, Figures.Dot.Percent(interval), $"{column.Signed(interval.Mean)} points ({column.Bounds(interval)})");
}
