using System.Text.Json;
using System.Text.RegularExpressions;

namespace Workbench.Tests.Running;

/// <summary>The samples of docs/LIBRARY.md, as they stand there.</summary>
public sealed partial class LibraryPageTests : IDisposable
{
    private readonly ResultsFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [DeepFact]
    public async Task They_run_as_the_cells_of_a_notebook()
    {
        string[] samples = [.. Samples().Matches(File.ReadAllText(Repository.PathTo("docs", "LIBRARY.md"))).Select(match => match.Groups[1].Value)];
        Assert.True(samples.Length >= 3, "docs/LIBRARY.md has fewer samples than it had");
        Shades.Write(_folder["pets"]);
        Cells.Write(_folder["samples.ipynb"], [.. samples.Select(sample => sample.Replace("\"pets\"", JsonSerializer.Serialize(_folder["pets"])))]);

        var (code, output, error) = await WorkbenchProgram.RunAsync("notebooks", "run", _folder["samples.ipynb"]);
        Assert.True(code == 0, output + error);
        Assert.DoesNotContain("\"output_type\": \"error\"", File.ReadAllText(_folder["samples.ipynb"]));
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Samples();
}
