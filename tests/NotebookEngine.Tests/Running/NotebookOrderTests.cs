using NotebookEngine.Notebooks;
using NotebookEngine.Running;

namespace NotebookEngine.Tests.Running;

public class NotebookOrderTests
{
    [Theory]
    [InlineData("x", "var x = 1;", "x")]
    [InlineData("Box", "class Box { }", "new Box()")]
    [InlineData("Boxed", "class Boxed<T> { }", "List<Boxed<int>> all = [];")]
    [InlineData("Twice", "int Twice(int n) => 2 * n;", "Twice(2)")]
    public void A_name_that_only_a_later_cell_defines_is_found_with_both_cells(string name, string definition, string use) => Assert.Equal(
        [$"cell 2 (c2) uses {name}, which cell 4 (c4) further down defines: change their order"],
        Find(SampleNotebook.Of("1", use, "", definition, use)));

    [Theory]
    [InlineData("defined above too", "var x = 1;", "x", "var x = 2;")]
    [InlineData("a member of that name", "\"\".Length", "var Length = 1;")]
    [InlineData("a local of that name", "{ var x = 1; x++; }", "var x = 2;")]
    [InlineData("a parameter of that name", "int F(int x) => x;", "var x = 2;")]
    [InlineData("another's fault", "y", "var x = 2;")]
    [InlineData("no such library", "#r \"none.dll\"", "x", "var x = 1;")]
    public void Nothing_else_is(string what, params string[] cells) => Assert.Equal([what], Find(SampleNotebook.Of(cells)).Prepend(what));

    [Fact]
    public void A_cell_that_is_to_fail_may_use_what_is_not_there() =>
        Assert.Empty(Find(SampleNotebook.Of(("x", ["raises-exception"]), ("var x = 1;", []))));

    [Fact]
    public void An_upper_cell_that_saw_the_value_of_a_lower_one_is_found()
    {
        const string Expected = "cell 2 (c2) was executed after cell 3 (c3), whose x it used: run all from top to bottom";
        Assert.Equal([Expected], Find(SampleNotebook.Of(("var x = 1;", 1), ("x", 3), ("var x = 2;", 2))));
        Assert.Equal([Expected], Find(SampleNotebook.Of(("var x = 1;", 1), ("x", 7), ("x++;", 5))));
        Assert.Equal([Expected], Find(SampleNotebook.Of(("var x = 1;", 1), ("x = 4;", 7), ("var x = 2;", 5))));
        Assert.Equal([Expected], Find(SampleNotebook.Of(("int[] x = [1];", 1), ("x[0]", 7), ("x[0] = 2;", 5))));
    }

    [Fact]
    public void A_lower_cell_that_saw_an_older_value_is_found() => Assert.Equal(
        [
            "cell 2 (c2) was executed before cell 1 (c1), so it used an older x: run all from top to bottom",
            "cell 3 (c3) was executed before cell 2 (c2), so it used an older y: run all from top to bottom",
        ],
        Find(SampleNotebook.Of(("var x = 1;", 9), ("var y = x;", 3), ("y", 2))));

    [Fact]
    public void A_cell_that_saw_the_other_of_two_values_is_found() => Assert.Equal(
        ["cell 3 (c3) used the x of cell 1 (c1), which was executed after cell 2 (c2): run all from top to bottom"],
        Find(SampleNotebook.Of(("var x = 1;", 2), ("var x = 2;", 1), ("x", 3))));

    [Fact]
    public void An_order_without_dependence_and_cells_without_numbers_do_not_matter()
    {
        Assert.Empty(Find(SampleNotebook.Of(("using System.Text;", 9), ("var x = 1;", 4), ("var y = 2;", 3), ("x + y", 10))));
        Assert.Empty(Find(SampleNotebook.Of(("var x = 1;", null), ("x", 2), ("var x = 3;", 1))));
        Assert.Empty(Find(SampleNotebook.Of(("var x = 1;", 1), ("var x = 2;", null), ("x", 4), ("var z = 3;", 2))));
        Assert.Empty(Find(SampleNotebook.Of(("var x = 1;", 1), ("x = 2;", 4), ("x = 3;", 3))));
        Assert.Empty(Find(SampleNotebook.Of(("var x = 1;", 1), ("x++;", 5), ("var y = 3;", 2))));
    }

    private static IReadOnlyList<string> Find(Notebook notebook) =>
        NotebookOrder.Describe(notebook, AppContext.BaseDirectory, TestContext.Current.CancellationToken);
}
