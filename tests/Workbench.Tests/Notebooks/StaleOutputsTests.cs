using System.Net;
using System.Text.Json;
using NotebookEngine.Notebooks;
using Sandglass.Studies;
using Workbench.Running;
using Workbench.Tests.Running;

namespace Workbench.Tests.Notebooks;

public sealed class StaleOutputsTests : IDisposable
{
    private readonly ResultsFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_study_that_an_output_calls_missing_is_named_with_the_cell()
    {
        var notebook = Notebook.Read(Write($"one\n{RecordedStudy.NotRecorded("blocks")}: your point stands alone."));
        Assert.StartsWith("cell 1 (place) says that the study 'blocks' is not recorded, but it is", Assert.Single(StaleOutputs.Describe(notebook, name => name == "blocks")));
        Assert.Empty(StaleOutputs.Describe(notebook, name => name == "diagnostics"));
    }

    [Fact]
    public void It_is_found_in_a_page_too() => Assert.Single(StaleOutputs.Describe(
        Notebook.Read(Write($"<p>{WebUtility.HtmlEncode(RecordedStudy.NotRecorded("blocks"))}</p>")), _ => true));

    [Fact]
    public async Task Check_fails_on_a_volatile_cell_whose_output_calls_a_recorded_study_missing()
    {
        var (code, output, error) = await WorkbenchProgram.RunAsync("notebooks", "check", Write(RecordedStudy.NotRecorded("blocks-standard")));
        Assert.Equal((1, ""), (code, error));
        Assert.Contains(": differs in ", output);
        Assert.EndsWith("  cell 1 (place) says that the study 'blocks-standard' is not recorded, but it is: run the notebook again with 'workbench notebooks run'\n", output);

        (code, output, _) = await WorkbenchProgram.RunAsync("notebooks", "check", Write(RecordedStudy.NotRecorded("no-such-study")));
        Assert.True(code == 0, output);
    }

    private string Write(string said)
    {
        var path = _folder[$"{Guid.NewGuid():n}.ipynb"];
        File.WriteAllText(path, JsonSerializer.Serialize(new
        {
            nbformat = 4,
            nbformat_minor = 5,
            metadata = new { },
            cells = new[]
            {
                new
                {
                    cell_type = "code",
                    id = "place",
                    metadata = new { tags = new[] { "volatile" } },
                    source = "1",
                    outputs = new[] { new { output_type = "stream", name = "stdout", text = said } },
                    execution_count = 1,
                },
            },
        }));
        return path;
    }
}
