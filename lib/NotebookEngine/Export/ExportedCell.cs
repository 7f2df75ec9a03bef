using System.Globalization;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NotebookEngine.Notebooks;
using NotebookEngine.Scripting;
using WholeFiles;

namespace NotebookEngine.Export;

/// <summary>A library that a cell names: its full path, there or not, and the line in the cell.</summary>
internal sealed record LibraryPath(string Path, int Line);

/// <summary>A code cell, compiled after those before it so that every name in it is known.</summary>
internal sealed record ExportedCell(Cell Cell, string Code, IReadOnlyList<LibraryPath> Libraries, SemanticModel Model, INamedTypeSymbol Script)
{
    public CompilationUnitSyntax Root => (CompilationUnitSyntax)Model.SyntaxTree.GetRoot();

    /// <summary>The code cells of a notebook, compiled; none is executed.</summary>
    /// <exception cref="NotebookFormatException">One does not compile.</exception>
    public static IReadOnlyList<ExportedCell> Compile(Notebook notebook, string folder)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, usings: CellCompiler.Usings, allowUnsafe: true);
        var references = Known().ToDictionary(path => Path.GetFileName(path), path => (MetadataReference)MetadataReference.CreateFromFile(path));
        var compiled = new List<ExportedCell>();
        CSharpCompilation? previous = null;
        foreach (var cell in notebook.Cells.Where(cell => cell.Kind == CellKind.Code && !string.IsNullOrWhiteSpace(cell.Source)))
        {
            var (code, libraries) = Split(cell, folder);
            foreach (var path in libraries.Select(library => library.Path).Where(path => FileKinds.Of(path) == FileKind.Regular))
            {
                references.TryAdd(Path.GetFileName(path), MetadataReference.CreateFromFile(path));
            }

            var name = FormattableString.Invariant($"cell {cell.Number}");
            var tree = CSharpSyntaxTree.ParseText(code, CellCompiler.ParseOptions, name);
            previous = CSharpCompilation.CreateScriptCompilation(name.Replace(' ', '_'), tree, references.Values, options, previous);
            var wrong = CompilationErrors.Among(previous.GetDiagnostics());
            if (wrong.Length > 0)
            {
                throw new NotebookFormatException(CompilationErrors.Describe(wrong, name).Message);
            }

            compiled.Add(new ExportedCell(cell, code, libraries, previous.GetSemanticModel(tree), previous.ScriptClass!));
        }

        return compiled;
    }

    /// <summary>Says what an app cannot have, with the cell and its line.</summary>
    public static NotebookFormatException Refusal(Cell cell, int line, string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"cell {cell.Number} ({cell.Id}), line {line}: {what}"));

    private static (string Code, IReadOnlyList<LibraryPath> Libraries) Split(Cell cell, string folder)
    {
        try
        {
            var (code, libraries) = Directives.Split(cell.Source, CellCompiler.ParseOptions);
            if (libraries.FirstOrDefault(library => library.IsPackage) is { } package)
            {
                throw Refusal(cell, package.Line, $"'#r \"{package.Target}\"' is a package, which is not translated; leave the line out and write #:package Name@1.2.3 into the app");
            }

            return (code, [.. libraries.Select(library => new LibraryPath(library.PathFrom(folder), library.Line))]);
        }
        catch (CellException wrong)
        {
            throw Refusal(cell, wrong.Line ?? 1, wrong.Message);
        }
    }

    // .NET's own and this program's libraries, among which are those that notebooks name; not the program, whose names an app does not see.
    private static IEnumerable<string> Known() => ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).DistinctBy(path => Path.GetFileName(path)).Where(path => !IsProgram(path));

    private static bool IsProgram(string path)
    {
        using var file = File.OpenRead(path);
        using var assembly = new PEReader(file);
        return assembly.PEHeaders.CorHeader is { EntryPointTokenOrRelativeVirtualAddress: not 0 };
    }
}
