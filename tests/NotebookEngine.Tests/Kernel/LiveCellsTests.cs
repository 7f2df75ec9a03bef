using NotebookEngine.Kernel.Assistance;

namespace NotebookEngine.Tests.Kernel;

public class LiveCellsTests
{
    [Fact]
    public void Cells_that_ran_often_count_once()
    {
        var cells = Enumerable.Range(0, 2000).SelectMany(run => new[]
        {
            Cell($"first {run}", defines: "here", usings: "using System.IO;"),
            Cell($"second {run}", defines: "later", mentions: "here"),
            Cell($"shown {run}", mentions: "later"),
        });

        Assert.Equal(["first 0", "first 1999", "second 1999"], Live(cells));
    }

    [Fact]
    public void A_cell_stays_while_one_that_matters_was_written_for_it() =>
        Assert.Equal(["type", "value", "new type"], Live(
        [
            Cell("old value", defines: "value", mentions: "Point"),
            Cell("type", defines: "Point"),
            Cell("value", defines: "value", mentions: "Point"),
            Cell("new type", defines: "Point"),
        ]));

    [Fact]
    public void A_name_of_its_own_needs_no_earlier_cell() =>
        Assert.Equal(["second"], Live([Cell("first", defines: "n"), Cell("second", defines: "n", mentions: "other")]));

    [Fact]
    public void Cells_that_consume_each_other_are_given_up_in_the_end()
    {
        var cells = Enumerable.Range(0, 2000).SelectMany(run => new[]
        {
            Cell($"a {run}", defines: "a", mentions: "b"),
            Cell($"b {run}", defines: "b", mentions: "a"),
        });

        var live = Live(cells);
        Assert.InRange(live.Length, 2, 200);
        Assert.Equal(["a 1999", "b 1999"], live[^2..]);
    }

    private static string[] Live(IEnumerable<(string Title, CellNames Names)> cells) =>
        [.. LiveCells.Of(cells.ToList(), cell => cell.Names).Select(cell => cell.Title)];

    private static (string Title, CellNames Names) Cell(string title, string? defines = null, string? mentions = null, string? usings = null) =>
        (title, new CellNames(List(usings), List(defines), List(defines), List(mentions)));

    private static string[] List(string? one) => one is null ? [] : [one];
}
