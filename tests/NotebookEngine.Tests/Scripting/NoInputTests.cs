using NotebookEngine.Scripting;

namespace NotebookEngine.Tests.Scripting;

public class NoInputTests
{
    [Theory]
    [InlineData("Console.ReadLine()")]
    [InlineData("Console.Read()")]
    [InlineData("Console.In.ReadToEnd()")]
    [InlineData("await Console.In.ReadLineAsync()")]
    public async Task A_cell_that_reads_is_told_that_there_is_no_input(string code)
    {
        using var engine = new ScriptEngine(AppContext.BaseDirectory);
        var result = await engine.ExecuteAsync(code, "cell 1", new RecordedOutput(), CancellationToken.None)
            .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Contains("no input", result.Error?.Message);
    }
}
