using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace NotebookEngine.Scripting;

/// <summary>Compiles cells one after another, each seeing the ones before, to optimised code, and loads them.</summary>
/// <param name="engine">Runs the cells.</param>
/// <param name="baseDirectory">The folder that relative <c>#r</c> paths count from.</param>
internal sealed class CellCompiler(ScriptEngine engine, string baseDirectory)
{
    private readonly LibraryReferences _libraries = new(engine);
    private readonly List<MetadataReference> _named = [];
    private readonly Lock _binding = new();
    private int _cells;

    /// <summary>
    /// The namespaces of every cell: .NET Interactive's own, no more, so that a notebook finds the same names there.
    /// </summary>
    public static IReadOnlyList<string> Imports { get; } =
    [
        "System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq",
    ];

    /// <summary>The same, and the functions that every cell has.</summary>
    public static IReadOnlyList<string> Usings { get; } = [.. Imports, typeof(DisplayFunctions).FullName!];

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    /// <summary>What cells may use: .NET, what engine and libraries share, and what <c>#r</c> lines named so far.</summary>
    public IReadOnlyList<MetadataReference> References
    {
        get
        {
            lock (_named)
            {
                return [.. _libraries.Given, .. _named];
            }
        }
    }

    /// <summary>Loads what the cell's <c>#r</c> lines name and reads it as code after <paramref name="previous"/>.</summary>
    /// <exception cref="CellException">A directive is not supported, or a library is not there.</exception>
    public Submission Read(string code, string cellName, Submission? previous)
    {
        var (clean, libraries) = Directives.Split(code, ParseOptions);
        foreach (var library in libraries)
        {
            foreach (var path in library.Resolve(baseDirectory))
            {
                Name(_libraries.Load(path, library));
            }
        }

        return Create(clean, cellName, previous);
    }

    /// <summary>The code as a cell after <paramref name="previous"/>, whether it is right or not.</summary>
    public Submission Create(string code, string cellName, Submission? previous)
    {
        var tree = CSharpSyntaxTree.ParseText(SourceText.From(code, Encoding.UTF8), ParseOptions, cellName);
        var number = Interlocked.Increment(ref _cells).ToString(CultureInfo.InvariantCulture);
        var compilation = CSharpCompilation.CreateScriptCompilation(
            $"cell-{number}",
            tree,
            New(previous),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                scriptClassName: $"Submission#{number}",
                usings: Usings,
                optimizationLevel: OptimizationLevel.Release,
                allowUnsafe: true,
                metadataReferenceResolver: _libraries,
                assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default),
            previous?.Compilation,
            returnType: typeof(object));
        Bind(compilation);
        return new Submission(code, compilation, previous);
    }

    /// <summary>
    /// Looks up what the compilation refers to, one compilation at a time. Two that look up a library at once would each
    /// make their own symbols of it, and a later cell would find the library's names twice.
    /// </summary>
    public void Bind(Compilation compilation)
    {
        lock (_binding)
        {
            _ = compilation.Assembly;
        }
    }

    /// <summary>Compiles something small, so that the compiler is ready when the first cell comes.</summary>
    public void Warm() => Create("Console.WriteLine(1);", "no cell", null).Compilation.Emit(Stream.Null);

    /// <summary>Compiles a cell, writes the checks into it and loads it; null where it has nothing to run.</summary>
    /// <exception cref="CompilationException">The cell does not compile.</exception>
    public LoadedCell? Load(Submission cell, CancellationToken cancellationToken)
    {
        if (!cell.HasCode)
        {
            var wrong = CompilationErrors.Among(cell.Compilation.GetDiagnostics(cancellationToken));
            return wrong.Length == 0 ? null : throw new CompilationException(wrong);
        }

        var (assembly, symbols) = (new MemoryStream(), new MemoryStream());
        var emitted = cell.Compilation.Emit(
            assembly, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb), cancellationToken: cancellationToken);
        if (!emitted.Success)
        {
            throw new CompilationException(CompilationErrors.Among(emitted.Diagnostics));
        }

        (assembly.Position, symbols.Position) = (0, 0);
        var isChecked = cell.Root.DescendantNodes().Any(MayTakeLong);
        if (isChecked)
        {
            (assembly, symbols) = InterruptChecks.Add(assembly, symbols, _libraries.PathOf);
        }

        var loaded = _libraries.Load(assembly, symbols);
        var entry = cell.Compilation.GetEntryPoint(cancellationToken)!;
        var run = loaded.GetType(entry.ContainingType.MetadataName, throwOnError: true)!
            .GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!
            .CreateDelegate<Func<object?[], Task<object?>>>();
        return new LoadedCell(
            run, isChecked ? loaded.GetType(InterruptChecks.TypeName, throwOnError: true)!.GetField(InterruptChecks.FieldName) : null);
    }

    // A cell has the references of the cells before it. Naming all of them again would make each cell's compilation
    // keep all of every earlier one's: memory would grow with the square of the cells.
    private IEnumerable<MetadataReference> New(Submission? previous)
    {
        var known = new HashSet<MetadataReference>();
        for (var cell = previous; cell is not null; cell = cell.Previous)
        {
            known.UnionWith(cell.Compilation.ExternalReferences);
        }

        return References.Where(reference => !known.Contains(reference));
    }

    private void Name(MetadataReference library)
    {
        lock (_named)
        {
            if (!_named.Contains(library) && !_libraries.Given.Contains(library))
            {
                _named.Add(library);
            }
        }
    }

    // Everything else is over when what it calls is over.
    private static bool MayTakeLong(SyntaxNode node) => node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax
        or CommonForEachStatementSyntax or GotoStatementSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax
        or BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or AccessorDeclarationSyntax or QueryExpressionSyntax;
}
