using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using WholeFiles;

namespace NotebookEngine.Scripting;

/// <summary>Takes the lines for the engine out of a cell: <c>#r</c>, and what is refused with advice.</summary>
internal static class Directives
{
    /// <summary>The cell with its <c>#r</c> lines blanked, so that all lines keep their numbers, and their targets.</summary>
    /// <exception cref="CellException">A directive that is not supported, or code that no parser survives.</exception>
    public static (string Code, IReadOnlyList<LibraryReference> Libraries) Split(string code, CSharpParseOptions options)
    {
        NestingLimit.Check(code);
        if (!code.Contains('#', StringComparison.Ordinal))
        {
            return (code, []);
        }

        var text = SourceText.From(code);
        var root = CSharpSyntaxTree.ParseText(text, options).GetRoot();
        var libraries = new List<LibraryReference>();
        var characters = code.ToCharArray();
        foreach (var directive in root.DescendantTrivia().Where(trivia => trivia.IsDirective).Select(trivia => trivia.GetStructure()))
        {
            var line = text.Lines.GetLineFromPosition(directive!.SpanStart);
            var number = line.LineNumber + 1;
            switch (directive)
            {
                case ReferenceDirectiveTriviaSyntax reference:
                    libraries.Add(new LibraryReference(reference.File.ValueText, number));
                    characters.AsSpan(directive.SpanStart, line.End - directive.SpanStart).Fill(' ');
                    break;
                case LoadDirectiveTriviaSyntax or BadDirectiveTriviaSyntax or ShebangDirectiveTriviaSyntax or IgnoredDirectiveTriviaSyntax:
                    throw Refused(text.ToString(TextSpan.FromBounds(directive.SpanStart, line.End)).Trim(), number);
            }
        }

        return (new string(characters), libraries);
    }

    private static CellException Refused(string directive, int line)
    {
        var advice = directive switch
        {
            _ when directive.StartsWith("#!", StringComparison.Ordinal) =>
                "magic commands are not supported: a cell is plain C#; write it in C#",
            _ when directive.StartsWith("#load", StringComparison.Ordinal) =>
                "#load is not supported: copy the code into a cell, or build it into a library and name that with #r",
            _ when directive.StartsWith("#i", StringComparison.Ordinal) && !directive.StartsWith("#if", StringComparison.Ordinal) =>
                "package sources are not supported: set them in a NuGet.config beside the notebook, and name the package with #r \"nuget: Name, 1.2.3\"",
            _ => "this directive is not supported: a cell supports #r \"folder/library.dll\", #r \"nuget: Name, 1.2.3\" and C#'s own directives",
        };
        return new CellException("UnsupportedDirective", $"'{directive}': {advice}", line);
    }
}

/// <summary>A cell's <c>#r</c>.</summary>
/// <param name="Target">What stands between the quotes.</param>
/// <param name="Line">The line in the cell, from 1.</param>
internal sealed record LibraryReference(string Target, int Line)
{
    /// <summary>Whether it names a package, not a file.</summary>
    public bool IsPackage => Target.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase);

    /// <summary>The full paths of the DLL, counted from the notebook's folder, or of a package's.</summary>
    /// <exception cref="CellException">It is not a path, nothing is there, or the package cannot be restored.</exception>
    public IReadOnlyList<string> Resolve(string baseDirectory) =>
        IsPackage ? new PackageFolder(this, baseDirectory).Libraries() : [LibraryFrom(baseDirectory)];

    private string LibraryFrom(string baseDirectory)
    {
        var path = PathFrom(baseDirectory);
        if (FileKinds.Of(path) == FileKind.Regular)
        {
            return path;
        }

        if (Nearby(baseDirectory) is { } there)
        {
            throw new CellException("LibraryNotFound", $"'#r \"{Target}\"': paths are relative to the notebook's folder; from there it is \"{there}\"", Line);
        }

        var folder = Path.GetDirectoryName(path);
        var wrong = Directory.Exists(folder) ? "the folder holds no such library" : "the library's folder does not exist";
        var remedy = Path.IsPathRooted(Target)
            ? $"looked in {folder}"
            : $"looked in {folder}: paths are relative to the notebook's folder. Move a copied notebook back to the repository's folder 'notebooks', or name the library by a path from where the notebook is now, or by an absolute path";
        throw new CellException("LibraryNotFound", $"'#r \"{Target}\"': {wrong}. Build once: dotnet build; {remedy}", Line);
    }

    // A notebook that was begun in another folder of the repository counts the steps up wrongly.
    private string? Nearby(string baseDirectory)
    {
        var below = Target;
        while (below.StartsWith("../", StringComparison.Ordinal))
        {
            below = below[3..];
        }

        for (var folder = new DirectoryInfo(baseDirectory); folder is not null && !Path.IsPathRooted(below); folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, below);
            if (FileKinds.Of(path) == FileKind.Regular)
            {
                return Path.GetRelativePath(baseDirectory, path).Replace('\\', '/');
            }
        }

        return null;
    }

    /// <summary>The full path, counted from a folder, there or not.</summary>
    /// <exception cref="CellException">It is not a path.</exception>
    public string PathFrom(string folder) => Target.Contains('\0', StringComparison.Ordinal)
        ? throw new CellException("LibraryNotFound", "#r does not name a path: it contains a null character", Line)
        : Path.GetFullPath(Target, folder);
}

/// <summary>A cell asks for something that it cannot have; the message says what to do.</summary>
internal sealed class CellException(string name, string message, int? line = null, Exception? innerException = null)
    : Exception(message, innerException)
{
    public string Name { get; } = name;

    public int? Line { get; } = line;
}
