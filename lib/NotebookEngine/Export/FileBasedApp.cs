using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using NotebookEngine.Notebooks;
using NotebookEngine.Scripting;

namespace NotebookEngine.Export;

/// <summary>
/// Writes a notebook as an app of one file, which <c>dotnet run FILE.cs</c> builds and runs: the same code from top to
/// bottom, what cells show printed as plain text, what is not code as comments.
/// </summary>
internal static partial class FileBasedApp
{
    // The app follows the notebook, not the rules of the folder that it happens to lie in.
    private const string Properties =
        """
        #:property PublishAot=false
        #:property ImplicitUsings=disable
        #:property Nullable=annotations
        #:property AllowUnsafeBlocks=true
        #:property TreatWarningsAsErrors=false
        #:property RunAnalyzers=false
        #:property WarningLevel=0

        """;

    /// <summary>The text of the app.</summary>
    /// <param name="notebook">The notebook; nothing in it is executed.</param>
    /// <param name="folder">Its folder, from which <c>#r</c> and the app's own paths count.</param>
    /// <param name="appFolder">The folder that the app will lie in.</param>
    /// <param name="projectOf">The project that a library is built from, as full paths of both, or null if there is none.</param>
    /// <exception cref="NotebookFormatException">A cell is not C#, does not compile, or has what an app of one file cannot.</exception>
    public static string Write(Notebook notebook, string folder, string appFolder, Func<string, string?> projectOf)
    {
        notebook.RequireCSharp();
        var cells = ExportedCell.Compile(notebook, folder);
        var names = new UniqueNames(cells);
        var parts = cells.ToDictionary(cell => cell.Cell.Number, cell => new CellRewriter(cell, names));
        var text = new StringBuilder();
        foreach (var project in cells.SelectMany(cell => cell.Libraries.Select(library => ProjectOf(cell, library))).Distinct())
        {
            text.Append($"#:project {project}\n");
        }

        text.Append(Properties);
        foreach (var line in CellCompiler.Imports.Select(name => $"using {name};").Concat(parts.Values.SelectMany(part => part.Usings)).Append("using static NotebookOutput;").Distinct())
        {
            text.Append(line).Append('\n');
        }

        text.Append("\n// Paths count from the notebook's folder.\n")
            .Append("System.IO.Directory.SetCurrentDirectory(System.IO.Path.Combine(\n")
            .Append($"    (string)System.AppContext.GetData(\"EntryPointFileDirectoryPath\"), {SymbolDisplay.FormatLiteral(Relative(folder), quote: true)}));\n");
        foreach (var cell in notebook.Cells)
        {
            text.Append('\n').Append(parts.TryGetValue(cell.Number, out var part) ? part.Statements : Comment(cell.Source));
        }

        text.Append('\n').AppendJoin("", parts.Values.SelectMany(part => part.Types)).Append(NotebookOutput.Text);
        return text.ToString();

        string Relative(string path) => Path.GetRelativePath(appFolder, path).Replace('\\', '/');

        string ProjectOf(ExportedCell cell, LibraryPath library) => projectOf(library.Path) is { } project
            ? Relative(project)
            : throw ExportedCell.Refusal(cell.Cell, library.Line, $"the library {Path.GetFileName(library.Path)} has no project above it in a folder 'lib', and a single-file app can refer only to projects and packages");
    }

    // Whatever C# takes for the end of a line ends the comment.
    private static string Comment(string source) => string.Concat(LineEnd().Split(source.TrimEnd()).Select(line => $"// {line}".TrimEnd() + "\n"));

    [GeneratedRegex("\r\n|[\n\r\u0085\u2028\u2029]")]
    private static partial Regex LineEnd();
}
