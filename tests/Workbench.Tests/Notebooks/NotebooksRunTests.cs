using Workbench.Tests.Running;

namespace Workbench.Tests.Notebooks;

public sealed class NotebooksRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_cell_that_reads_the_console_fails_at_once()
    {
        var path = Path.Combine(_folder, "reads.ipynb");
        await File.WriteAllTextAsync(path, """
            {"cells": [{"cell_type": "code", "id": "reads", "metadata": {}, "execution_count": null, "outputs": [], "source": "Console.ReadLine()"}],
             "metadata": {"kernelspec": {"name": ".net-csharp", "language": "C#", "display_name": ".NET (C#)"}, "language_info": {"name": "C#"}},
             "nbformat": 4, "nbformat_minor": 5}
            """, TestContext.Current.CancellationToken);
        using var program = WorkbenchProgram.Start("notebooks", "run", path);

        var (code, output, _) = await program.EndAsync().WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.Equal(1, code);
        Assert.Contains("cannot read from the console", output);
    }
}
