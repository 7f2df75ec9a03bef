using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NotebookEngine.Scripting;

namespace NotebookEngine.Tests.Scripting;

public sealed class DirectiveTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("notebook");
    private readonly RecordedOutput _output = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Library_and_what_it_needs_come_from_the_named_folder()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.FullName, "libraries")).FullName;
        var inner = Compile(folder, "InnerFixture", "public class Inner { public int Value => 20; }");
        Compile(folder, "OuterFixture", "public class Outer : Inner { public static object Make() => new Outer(); public static string Where => typeof(Outer).Assembly.Location; }", inner);
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "notebooks"));
        using var engine = new ScriptEngine(Path.Combine(_folder.FullName, "notebooks"));
        Assert.Equal(
            "22", await Show(engine, "#r \"../libraries/OuterFixture.dll\"\nint More(Outer o) => o.Value + 2;\nMore((Outer)Outer.Make())"));
        Assert.Equal("20", await Show(engine, "new Outer().Value"));
        Assert.Equal(Path.Combine(folder, "OuterFixture.dll"), await Show(engine, "Outer.Where"));
        Assert.Equal("20", await Show(engine, "#r \"../libraries/OuterFixture.dll\"\nnew Outer().Value"));
    }

    [Fact]
    public async Task Formatters_of_a_library_are_the_engines()
    {
        var folder = _folder.FullName;
        var formatting = typeof(Microsoft.DotNet.Interactive.Formatting.Formatter).Assembly.Location;
        File.Copy(formatting, Path.Combine(folder, Path.GetFileName(formatting)));
        Compile(folder, "FormattedFixture", """
            using Microsoft.DotNet.Interactive.Formatting;
            public class Shape
            {
                public static void Register()
                {
                    Formatter.SetPreferredMimeTypesFor(typeof(Shape), "application/x+json", "image/png");
                    Formatter.Register<Shape>(s => "{\"a\":1}", "application/x+json");
                    Formatter.Register<Shape>(s => "aGk=", "image/png");
                    Formatter.Register<Shape>(s => "shape", "text/plain");
                }
            }
            """, MetadataReference.CreateFromFile(formatting));
        using var engine = new ScriptEngine(folder);
        await Show(engine, "#r \"FormattedFixture.dll\"\nShape.Register();");
        var result = await engine.ExecuteAsync("new Shape()", _output, CancellationToken.None);
        var expected = JsonNode.Parse("""{"application/x+json":{"a":1},"image/png":"aGk=","text/plain":"shape"}""");
        Assert.True(JsonNode.DeepEquals(expected, result.Value!.ToJson()), result.Value.ToString());
    }

    [Theory]
    [InlineData("#r \"none/x.dll\"", "LibraryNotFound", "Build once: dotnet build")]
    [InlineData("#r \"x.dll\"", "LibraryNotFound", "paths are relative to the notebook's folder")]
    [InlineData("#r \"a\0b.dll\"", "LibraryNotFound", "it contains a null character")]
    [InlineData("#r \"/dev/zero\"", "LibraryNotFound", "Build once: dotnet build")]
    [InlineData("#r \"nuget: Some.Package\"", "UnsupportedDirective", "a package is named with its version")]
    [InlineData("#!import other.ipynb", "UnsupportedDirective", "magic commands are not supported")]
    [InlineData("#load \"x.csx\"", "UnsupportedDirective", "#load is not supported")]
    [InlineData("#i \"nuget:x\"", "UnsupportedDirective", "package sources")]
    public async Task What_is_not_there_is_said_with_its_line(string directive, string name, string expected)
    {
        using var engine = new ScriptEngine(_folder.FullName);
        var result = await engine.ExecuteAsync("// first\n" + directive + "\nvar a = 1;", _output, CancellationToken.None);
        Assert.Equal((name, 2), (result.Error!.Name, result.Error.Line));
        Assert.Contains(expected, result.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notebook_that_was_copied_elsewhere_is_told_where_was_looked_and_what_to_do()
    {
        var elsewhere = Directory.CreateDirectory(Path.Combine(_folder.FullName, "copied")).FullName;
        using var engine = new ScriptEngine(elsewhere);
        var result = await engine.ExecuteAsync("#r \"../artifacts/notebook/Sandglass.dll\"", _output, CancellationToken.None);
        Assert.Contains($"looked in {Path.Combine(_folder.FullName, "artifacts", "notebook")}: paths are relative to the notebook's folder", result.Error!.Message, StringComparison.Ordinal);
        Assert.Contains("Move a copied notebook back to the repository's folder 'notebooks'", result.Error.Message, StringComparison.Ordinal);

        var absolute = Path.Combine(elsewhere, "x.dll");
        result = await engine.ExecuteAsync($"#r \"{absolute.Replace('\\', '/')}\"", _output, CancellationToken.None);
        Assert.EndsWith($"looked in {elsewhere}", result.Error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "artifacts/x.dll")]
    [InlineData("notebooks/mine", "../../artifacts/x.dll")]
    public async Task A_notebook_in_another_folder_of_the_repository_is_told_the_path_from_there(string place, string expected)
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "artifacts"));
        File.WriteAllText(Path.Combine(_folder.FullName, "artifacts", "x.dll"), "");
        using var engine = new ScriptEngine(Directory.CreateDirectory(Path.Combine(_folder.FullName, place)).FullName);
        var result = await engine.ExecuteAsync("#r \"../artifacts/x.dll\"", _output, CancellationToken.None);
        Assert.EndsWith($"paths are relative to the notebook's folder; from there it is \"{expected}\"", result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Directives_of_the_language_and_inside_texts_are_left_alone()
    {
        using var engine = new ScriptEngine(_folder.FullName);
        Assert.Equal("#r \"x.dll\"", await Show(engine, "#nullable enable\n#region a\nvar s = @\"\n#r \"\"x.dll\"\"\".Trim();\n#endregion\ns"));
    }

    private async Task<string?> Show(ScriptEngine engine, string code)
    {
        var result = await engine.ExecuteAsync(code, _output, CancellationToken.None);
        Assert.Null(result.Error);
        return result.Value?.Find("text/plain");
    }

    private static PortableExecutableReference Compile(string folder, string name, string code, params MetadataReference[] needed)
    {
        var path = Path.Combine(folder, $"{name}.dll");
        var emitted = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(code)],
            [.. NotebookEngine.Scripting.Platform.References, .. needed],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(path);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return MetadataReference.CreateFromFile(path);
    }
}
