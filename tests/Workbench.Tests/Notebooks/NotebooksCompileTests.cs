using NotebookEngine.Dependences;
using NotebookEngine.Running;
using NotebookEngine.Scripting;

namespace Workbench.Tests.Notebooks;

public class NotebooksCompileTests
{
    public static TheoryData<string> Names => Shipped.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_cell_compiles_against_the_library(string name)
    {
        var failure = NotebookCompiler.Compile(Shipped.Read(name), Shipped.Folder, TestContext.Current.CancellationToken);
        Assert.True(failure is null, $"{name}: {failure?.Headline}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_order_reproduces_it(string name) =>
        Assert.Empty(NotebookOrder.Describe(Shipped.Read(name), Shipped.Folder, TestContext.Current.CancellationToken));

    [Theory]
    [MemberData(nameof(Names))]
    public void In_another_order_of_execution_some_cell_saw_another_value(string name)
    {
        var notebook = Shipped.Read(name);
        var cells = notebook.Cells.Select(cell => cell with { ExecutionCount = 1000 - cell.ExecutionCount });
        Assert.NotEmpty(NotebookOrder.Describe(notebook with { Cells = [.. cells] }, Shipped.Folder, TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_from_top_to_bottom_by_a_front_end_without_ids_no_cell_is_called_stale(string name)
    {
        using var engine = new ScriptEngine(Shipped.Folder);
        var stale = new StaleCells();
        Submission? last = null;
        foreach (var cell in Shipped.Read(name).Code())
        {
            last = engine.Compiler.Read(cell.Source, cell.Id, last);
            Assert.Null(stale.Add(CellIdentity.Of(null, cell.Source), cell.Number, last, _ => false));
        }
    }

    [Fact]
    public void A_renamed_member_is_found_with_its_cell_and_line()
    {
        var notebook = Shipped.Read("00-start-here.ipynb");
        var cells = notebook.Cells.Select(cell => cell.Id == "spec" ? cell with { Source = "\nBlockSpec.Hourglass(96, 96)" } : cell);
        var failure = NotebookCompiler.Compile(notebook with { Cells = [.. cells] }, Shipped.Folder, TestContext.Current.CancellationToken);
        Assert.Equal("spec", failure?.Cell.Id);
        Assert.Equal(2, failure!.Error.Line);
        Assert.Contains("Hourglass", failure.Error.Message);
    }
}
