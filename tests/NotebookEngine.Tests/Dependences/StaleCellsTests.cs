using NotebookEngine.Dependences;

namespace NotebookEngine.Tests.Dependences;

public sealed class StaleCellsTests : IDisposable
{
    private readonly CompiledCells _cells = new();
    private readonly StaleCells _stale = new();
    private int _count;

    public void Dispose() => _cells.Dispose();

    [Theory]
    [InlineData("the cells that used a variable, a function or a type", "cells 2, 3 and 4 used the old Box, Twice and x: run them again",
        "a: var x = 1; int Twice(int n) => 2 * n; class Box { }", "b: x", "c: Twice(1)", "d: new Box()", "e: 1", "a: var x = 2; int Twice(int n) => 3 * n; class Box { }")]
    [InlineData("one cell", "cell 2 used the old x: run it again", "a: var x = 1;", "b: x", "a: var x = 2;")]
    [InlineData("what came of it", "cell 2 used the old x, and cells 3 and 4 what came of it: run them again",
        "a: var x = 1;", "b: var y = x;", "c: var z = y;", "d: z", "a: var x = 2;")]
    [InlineData("the numbers are those of the last execution", "cells 4 and 5 used the old x: run them again",
        "a: var x = 1;", "b: x", "c: x", "c: x + 1", "b: x + 1", "a: var x = 2;")]
    [InlineData("a change", "cell 3 used the old x: run it again", "a: var x = 1;", "b: x++;", "c: x", "b: x += 2;")]
    [InlineData("a change of a part", "cell 3 used the old x: run it again", "a: int[] x = [1];", "b: x[0] = 2;", "c: x[0]", "b: x[0] = 3;")]
    [InlineData("an assignment to what is gone", "cell 2 used the old x, and cell 3 what came of it: run them again",
        "a: var x = 1;", "b: x = 5; var y = 1;", "c: y", "a: var x = 1;")]
    [InlineData("those that used what was there before and before that", "cells 2 and 4 used the old x: run them again",
        "a: var x = 1;", "b: x", "a: var x = 2;", "c: x", "a: var x = 3;")]
    [InlineData("without ids the same source is the same cell", "cell 2 used the old x: run it again", "var x = 1;", "x", "var x = 1;")]
    [InlineData("many", "cells 2, 3, 4, 5, 6, 7, 8 and 2 more used the old x: run them again",
        "a: var x = 1;", "b: x", "c: x", "d: x", "e: x", "f: x", "g: x", "h: x", "i: x", "j: x", "a: var x = 1;")]
    public void A_cell_that_is_run_again_makes_stale(string what, string expected, params string[] runs) =>
        Assert.Equal($"{what}: {expected}", $"{what}: {Last(runs)}");

    [Theory]
    [InlineData("cells from top to bottom", "a: var x = 1;", "b: x", "c: var x = 2;", "d: x", "e: x++;", "f: x")]
    [InlineData("the same without ids", "var x = 1;", "x++;", "x", "x++;", "x", "var x = 2;")]
    [InlineData("a cell above the change", "a: var x = 1;", "b: x", "c: x++;", "c: x++;")]
    [InlineData("the cell itself", "a: var x = 1; x", "b: x++;", "b: x++;")]
    [InlineData("a cell that was run since", "a: var x = 1;", "b: x", "a: var x = 2;", "b: x", "c: 1", "c: 2")]
    [InlineData("a cell that uses it no more", "a: var x = 1;", "b: x", "b: 5", "a: var x = 2;")]
    [InlineData("another's variable of that name", "a: var x = 1;", "b: var x = 2;", "c: x", "a: var x = 3;")]
    [InlineData("a cell that defines nothing", "a: 1", "b: 2", "a: 1")]
    public void Nothing_else_does(string what, params string[] runs) => Assert.Equal($"{what}: ", $"{what}: {Last(runs)}");

    [Fact]
    public void What_waits_to_be_run_is_not_named_nor_what_came_of_it()
    {
        foreach (var run in new[] { "a: var x = 1;", "b: var y = x;", "c: y", "d: x" })
        {
            Assert.Null(Run(run));
        }

        Assert.Equal("cell 4 used the old x: run it again", Run("a: var x = 2;", waiting: "b"));
    }

    private string? Last(string[] runs) => runs.Select(run => Run(run)).ToArray()[^1];

    private string? Run(string cell, string? waiting = null)
    {
        var (id, code) = cell is [var letter, ':', ..] ? (letter.ToString(), cell[2..]) : (null, cell);
        return _stale.Add(CellIdentity.Of(id, code), ++_count, _cells.Add(code), other => other.Text == waiting);
    }
}
