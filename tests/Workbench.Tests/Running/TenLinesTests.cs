using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Workbench.Tests.Running;

/// <summary>The lines that README.md opens with, as they stand there but for the preset, wherever a reader may put them.</summary>
public sealed partial class TenLinesTests : IDisposable
{
    private const string Told = "\nConsole.WriteLine($\"told {run.Hash} {maps.Places.Count} {verdicts.Count} {outcome.Rows.Count}\");\n";

    private readonly ResultsFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void They_are_about_ten() => Assert.InRange(
        Statements().Split('\n').Count(line => line.Length > 0 && !line.StartsWith("using", StringComparison.Ordinal)), 8, 12);

    // One folder of results: what the first trains the others find.
    [DeepFact]
    public async Task They_run_in_a_cell_in_a_program_and_in_an_app_of_one_file()
    {
        var display = Repository.PathTo("lib", "Sandglass.Display", "Sandglass.Display.csproj");
        Cells.Write(_folder["cell.ipynb"], Statements() + Told);
        Write("app/app.cs", $"#:project {display}\n#:property PublishAot=false\n{Statements()}{Told}");
        Write("program/Program.cs", Statements() + Told);
        Write("program/program.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
              <ItemGroup><ProjectReference Include="{display}" /></ItemGroup>
            </Project>
            """);

        await RunAsync(Path.Combine(AppContext.BaseDirectory, "workbench.dll"), "notebooks", "run", _folder["cell.ipynb"]);
        var cell = Tell(File.ReadAllText(_folder["cell.ipynb"]));
        Assert.StartsWith("told ", cell);
        Assert.True(File.Exists(_folder["5x5.png"]));
        Assert.Equal(cell, Tell(await RunAsync("run", "--project", _folder["program"])));
        Assert.Equal(cell, Tell(await RunAsync("run", _folder[Path.Combine("app", "app.cs")])));
        Assert.Equal(4, Directory.GetDirectories(_folder[Path.Combine("results", "runs")]).Length);
    }

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        File.WriteAllText(_folder[name], text);
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, WorkingDirectory = _folder[""] };
        start.Environment["SANDGLASS_DATA"] = Repository.PathTo("data");
        using var program = Process.Start(start)!;
        var output = await program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(program.ExitCode == 0, output);
        return output;
    }

    private static string Statements()
    {
        var match = Lines().Match(File.ReadAllText(Repository.PathTo("README.md")));
        Assert.True(match.Success, "README.md has no C# under '## Ten lines'");
        return match.Groups[1].Value.Replace("\"quick\"", "\"smoke\"", StringComparison.Ordinal); // which takes seconds
    }

    private static string Tell(string output) => TellLine().Match(output).Value;

    [GeneratedRegex("## Ten lines\n\n```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Lines();

    [GeneratedRegex("told [0-9a-f]{16}( [0-9]+){3}")]
    private static partial Regex TellLine();
}
