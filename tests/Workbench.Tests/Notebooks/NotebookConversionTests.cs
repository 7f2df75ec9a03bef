using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NotebookEngine.Export;
using Workbench.Tests.Running;

namespace Workbench.Tests.Notebooks;

public sealed class NotebookConversionTests : IDisposable
{
    private readonly ResultsFolder _folder = new();

    public static TheoryData<string> Names => Shipped.Names;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_dib_comes_in_and_goes_out_and_nothing_is_overwritten()
    {
        File.WriteAllText(_folder["a.dib"], "#!markdown\n# T\n#!csharp\n1 + 1");
        Assert.Equal((0, $"written: {_folder["a.ipynb"]}\n", ""), await WorkbenchProgram.RunAsync("notebooks", "import", _folder["a.dib"]));
        Assert.Equal((0, $"written: {_folder["b.cs"]}\n", ""), await WorkbenchProgram.RunAsync("notebooks", "export", _folder["a.ipynb"], "--out", _folder["b.cs"]));
        Assert.Contains("\n// # T\n\ndisplay(1 + 1);\n", File.ReadAllText(_folder["b.cs"]));

        var (code, _, error) = await WorkbenchProgram.RunAsync("notebooks", "import", _folder["a.dib"]);
        Assert.Equal((2, true), (code, error.StartsWith($"error: {_folder["a.ipynb"]} already exists", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_cannot_be_converted_is_named_and_nothing_written()
    {
        File.WriteAllText(_folder["a.dib"], "#!csharp\n1\n#!fsharp\n2");
        var (code, _, error) = await WorkbenchProgram.RunAsync("notebooks", "import", _folder["a.dib"]);
        Assert.Equal(1, code);
        Assert.StartsWith($"error: {_folder["a.dib"]}: the part at line 3 (fsharp) is not C#", error);
        Assert.False(File.Exists(_folder["a.ipynb"]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_notebook_compiles_as_an_app(string name)
    {
        var app = FileBasedApp.Write(Shipped.Read(name), Shipped.Folder, _folder.Path, path => Path.ChangeExtension(path, ".csproj"));
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is not ("workbench.dll" or "Workbench.Tests.dll" or "Benchmarks.dll")) // programs, which an app does not see
            .Select(path => MetadataReference.CreateFromFile(path));
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest).WithFeatures([new("FileBasedProgram", "true")]);
        var errors = CSharpCompilation.Create("app", [CSharpSyntaxTree.ParseText(app, options, cancellationToken: TestContext.Current.CancellationToken)], references, new CSharpCompilationOptions(OutputKind.ConsoleApplication))
            .GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Empty(errors);
    }

    [DeepFact]
    public async Task The_first_notebook_runs_as_an_app()
    {
        var app = _folder["start.cs"];
        Assert.Equal(0, (await WorkbenchProgram.RunAsync("notebooks", "export", Path.Combine(Shipped.Folder, "00-start-here.ipynb"), "--out", app)).ExitCode);
        var start = new ProcessStartInfo("dotnet", ["run", app]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.Path };
        using var running = Process.Start(start)!;
        var (output, error) = (running.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), running.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await running.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(running.ExitCode == 0, await output + await error);
        var count = Sandglass.Counter.Count(Sandglass.BlockSpec.Sandglass(96, 96, reduction: 6), size: 14);
        Assert.Contains(FormattableString.Invariant($"{count.Parameters:n0} parameters"), await output);
        Assert.Contains("Not answered: replace the 0 with your number.", await output);
    }
}
