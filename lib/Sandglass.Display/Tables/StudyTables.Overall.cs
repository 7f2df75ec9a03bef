using Sandglass.Display;
using Sandglass.Studies;
using static Sandglass.Display.CellText;

namespace Sandglass;

public static partial class StudyTables
{
    /// <summary>
    /// The difference of two arms at every budget and on every set of images, and over all of them: a hierarchical model
    /// (random effects) beside the tests of single comparisons.
    /// </summary>
    /// <param name="studies">Recorded studies with these arms and the same outcome.</param>
    /// <param name="first">The arm whose outcome is taken…</param>
    /// <param name="second">…minus that of this one.</param>
    /// <exception cref="WorkbenchException">Outcomes differ, arms are missing, a run would count twice, or there are too few cells or seeds.</exception>
    public static Table Overall(this IReadOnlyList<StudyRecord> studies, string first = "sandglass", string second = "inverted")
    {
        var overall = OverallDifference.Of(studies, first, second);
        var (model, column) = (overall.Model, overall.Cells[0].Outcome.Column);
        return Table.Of(
            [$"{first} − {second}", "#difference", "#95 % interval", "#seeds", "#weight"],
            overall.Cells.Zip(model.Weights, (cell, weight) => (string[])
                [cell.Name, Signed(cell.Outcome), column.Bounds(cell.Outcome.Test.Difference), Whole(cell.Outcome.Test.Pairs), Percent(weight)])) with
        {
            Totals = ["overall", column.Signed(model.Mean.Mean), column.Bounds(model.Mean), "", Percent(1)],
            Legend = $"""
                Difference in points of {column.Words}, paired by seed; t intervals of each cell, not corrected.
                Overall: a random-effects model. The true difference of a cell is normal around the overall mean, the measured one is normal around that with the standard error of its seeds. Mean by restricted maximum likelihood with the interval of Hartung and Knapp (t of {Freedom(overall.Cells.Count - 1)}).
                Standard deviation of true differences between cells: {column.Size(model.Between)}. A new cell like these: {(double.IsNaN(model.NewCell.Low) ? "not known from two cells" : $"{column.Bounds(model.NewCell)} (95 % prediction interval, t of {Freedom(overall.Cells.Count - 2)}; too short where cells differ by less than their errors)")}.
                Assumed: cells are exchangeable, a draw from one population of budgets and images; the same seeds of different cells are independent, although a seed gives the same order of images within a study; differences are normal; standard errors are known. Looked at, not planned.
                """.ReplaceLineEndings("\n"),
        };
    }

    private static string Freedom(int number) => number == 1 ? "1 degree of freedom" : $"{number} degrees of freedom";
}
