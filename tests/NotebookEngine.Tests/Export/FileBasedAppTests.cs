using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NotebookEngine.Export;
using NotebookEngine.Notebooks;

namespace NotebookEngine.Tests.Export;

[Collection(WorkingDirectory.Name)]
public sealed class FileBasedAppTests : IDisposable
{
    private static readonly CSharpParseOptions Options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest).WithFeatures([new("FileBasedProgram", "true")]);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("app");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("5", "var x = 2;", "int Old() => x;", "var x = 3;", "$\"{Old() + x}\"")]
    [InlineData("0 1 2 7", "foreach (var i in new[] { 0, 1, 2 }) log += $\"{i} \";", "var i = 7;", "log + i")]
    [InlineData("6", "string.Concat((from n in new[] { 6 } select n))", "var n = 1;", "$\"{(from n in new[] { 6 } select n).Single()}\"")]
    [InlineData("1 { Name = 2 }", "var Name = 1;", "var Name = 2;", "$\"{1} {new { Name }}\"")]
    [InlineData("2 2", "var (a, b) = (1, 1);", "var (a, b) = (2, 2);", "var pair = (a, b);", "$\"{pair.a} {pair.b}\"")]
    [InlineData("int text", "string Of(int x) => \"int\"; string Of(string x) => \"text\";", "$\"{Of(1)} {Of(\"\")}\"")]
    [InlineData("1 2", "record A(int X); var first = new A(1);", "record A(int X, int Y); var second = new A(1, 2);", "$\"{first.X} {second.Y}\"")]
    [InlineData("8", "static int Twice(this int x) => 2 * x; public static readonly int Four = 4;", "$\"{Four.Twice()}\"")]
    [InlineData("0 none", "int count; string none; // counted", "count += 0; none ??= \"none\";", "$\"{count} {none}\"")]
    [InlineData("12", "private class P { public int V = 1; public P() { } } class Q : P { ~Q() { } }", "class P { public int V = 2; public P() { } }", "$\"{new Q().V}{new P().V}\"")]
    [InlineData("true", "var args = true;", "await Task.Yield();", "$\"{args}\".ToLowerInvariant()")]
    [InlineData("3", "if (int.TryParse(\"3\", out var n)) log += n;", "{ using var s = new System.IO.StringReader(\"\"); }", "var s = log;", "s")]
    [InlineData("x\ny", "var s = @\"x\n\ny\".Replace(\"\\n\\n\", \"\\n\");", "#region a\n#nullable enable\nusing System.IO; using static System.Math; // both\n#endregion", "s")]
    public void An_app_does_what_the_notebook_does(string expected, params string[] cells)
    {
        var write = $"System.IO.File.WriteAllText(\"out.txt\", {cells[^1]}); 0";
        Run(Write(SampleNotebook.Of(["var log = \"\"; // none", .. cells.SkipLast(1), write])));
        Assert.Equal(expected, File.ReadAllText(Path.Combine(_folder.FullName, "out.txt")));
    }

    [Fact]
    public void Values_are_shown_usings_lead_types_end_and_text_is_comment()
    {
        var notebook = SampleNotebook.Of("// first\nusing System.IO;\nclass C { }\nnew C() // shown", "Console.WriteLine()", "\"a\".Display();");
        var text = notebook with { Cells = [notebook.Cells[0] with { Number = 9, Kind = CellKind.Markdown, Source = "# T\r\n\r\nx\u2028Environment.FailFast(\"\");" }, .. notebook.Cells] };
        var app = Write(text);

        Assert.Contains("\nusing System.IO;\n", app, StringComparison.Ordinal);
        Assert.Contains("\n// # T\n//\n// x\n// Environment.FailFast(\"\");\n\n// first\ndisplay(new C()); // shown\n\nConsole.WriteLine();\n\n\"a\".Display();\n", app, StringComparison.Ordinal);
        Assert.Contains("\n\nclass C { }\n\n/// <summary>Prints what a notebook's cells show.</summary>\ninternal static class NotebookOutput", app, StringComparison.Ordinal);
        Assert.Contains("catch (System.Exception)", Write(SampleNotebook.Of(("throw new Exception();", ["raises-exception"]))), StringComparison.Ordinal);
        Run(app);
    }

    [Fact]
    public void A_library_becomes_its_project_and_one_without_is_refused()
    {
        var notebook = SampleNotebook.Of("#r \"../artifacts/A.dll\"\n#r \"../artifacts/A.dll\"\nvar a = 1;");
        Assert.StartsWith("#:project ../lib/A.csproj\n#:property", Write(notebook, path => path.Replace(".dll", ".csproj", StringComparison.Ordinal).Replace("artifacts", "lib", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.StartsWith("cell 1 (c1), line 1: the library A.dll has no project above it", Refusal(notebook), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("var a = ;", "cell 1, line 1: error CS1525")]
    [InlineData("\nMissing()", "cell 1, line 2: error CS0103")]
    [InlineData("\nint P => 1;", "cell 1 (c1), line 2: a single-file app has no properties")]
    [InlineData("#!fsharp", "cell 1 (fsharp) is not C#")]
    [InlineData("1\n#load \"x\"", "cell 1 (c1), line 2: '#load")]
    [InlineData("#r \"nuget: X\"", "cell 1 (c1), line 1: '#r \"nuget: X\"' is a package")]
    [InlineData("#r \"a\0b.dll\"", "cell 1 (c1), line 1: #r does not name a path")]
    public void What_cannot_be_is_refused_with_its_place(string code, string expected) =>
        Assert.StartsWith(expected, Refusal(SampleNotebook.Of(code)), StringComparison.Ordinal);

    private string Refusal(Notebook notebook) => Assert.Throws<NotebookFormatException>(() => Write(notebook)).Message;

    private string Write(Notebook notebook, Func<string, string?>? projectOf = null) =>
        FileBasedApp.Write(notebook, _folder.FullName, _folder.FullName, projectOf ?? (_ => null));

    private void Run(string app)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            $"App{Guid.NewGuid():n}", [CSharpSyntaxTree.ParseText(app, Options)], references, new CSharpCompilationOptions(OutputKind.ConsoleApplication, allowUnsafe: true));
        using var assembly = new MemoryStream();
        var emitted = compilation.Emit(assembly);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)) + "\n" + app);

        AppContext.SetData("EntryPointFileDirectoryPath", _folder.FullName);
        var before = Directory.GetCurrentDirectory();
        try
        {
            var main = Assembly.Load(assembly.ToArray()).EntryPoint!;
            main.Invoke(null, [Array.Empty<string>()]);
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
        }
    }
}
