using NotebookEngine.Running;

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
