using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Scripting.Hosting;

namespace NotebookEngine.Scripting;

/// <summary>
/// Executes C# cells one after another; usings, variables, functions and types of a cell are there for the next. What
/// a cell defined before it threw stays; what an interrupted cell defined is lost.
/// </summary>
internal sealed class ScriptEngine : IDisposable
{
    // .NET Interactive's own, no more: a notebook that runs here finds the same names there.
    private static readonly string[] Imports =
        ["System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq"];

    private readonly InteractiveAssemblyLoader _loader = new();
    private readonly LibraryReferences _libraries;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly string _baseDirectory;

    /// <summary>An engine with nothing defined.</summary>
    /// <param name="baseDirectory">The folder that relative <c>#r</c> paths count from: the notebook's.</param>
    public ScriptEngine(string baseDirectory)
    {
        _baseDirectory = Path.GetFullPath(baseDirectory);
        _libraries = new LibraryReferences(_loader);
        Options = ScriptOptions.Default
            .WithLanguageVersion(LanguageVersion.Latest)
            .WithReferences(Platform.References.Concat(_libraries.Shared))
            .WithImports([.. Imports, typeof(DisplayFunctions).FullName!])
            .WithMetadataResolver(_libraries)
            .WithSourceResolver(null!)
            .WithFileEncoding(Encoding.UTF8)
            .WithEmitDebugInformation(true)
            .WithAllowUnsafe(true);
        CellConsole.Install();
    }

    /// <summary>How many cells were executed.</summary>
    public int ExecutionCount { get; private set; }

    /// <summary>The options of the next cell: imports and references, with those of <c>#r</c> so far.</summary>
    internal ScriptOptions Options { get; private set; }

    /// <summary>The last cell that ran, and through <see cref="Script.Previous"/> all before it.</summary>
    internal ScriptState<object>? State { get; private set; }

    internal static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    /// <summary>Executes a cell.</summary>
    /// <param name="code">The cell's C#.</param>
    /// <param name="cellName">What errors call the cell.</param>
    /// <param name="output">Takes what the cell shows while it runs.</param>
    /// <param name="cancellationToken">
    /// Interrupts the cell: its loops end at their next turn, what sleeps or waits wakes, and a native call or a loop
    /// inside a library ends at its next return. Work that the cell put on other threads is not waited for.
    /// </param>
    /// <returns>How the cell ended. What the cell did wrong is in the result, never thrown.</returns>
    public async Task<CellResult> ExecuteAsync(
        string code, string cellName, ICellOutput output, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        var count = ++ExecutionCount;
        try
        {
            var value = await RunAsync(code, cellName, new RunningCell(output, FormattableString.Invariant($"cell-{count}"), cancellationToken))
                .ConfigureAwait(false);
            return new CellResult(count, value, null);
        }
        catch (CompilationErrorException wrong)
        {
            return Failed(CompilationErrors.Describe(wrong.Diagnostics, cellName));
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested) // the stop shows itself as one exception or another
        {
            CellConsole.Install();
            return new CellResult(count, null, new CellError("Interrupted", $"{cellName} was interrupted", null, [$"{cellName} was interrupted"]));
        }
        catch (Exception thrown)
        {
            return Failed(RuntimeErrors.Describe(thrown, cellName));
        }
        finally
        {
            _turn.Release();
        }

        CellResult Failed(CellError error) => new(count, null, error);
    }

    /// <summary>Lets go of the loader. Assemblies stay loaded until the process ends.</summary>
    public void Dispose()
    {
        _loader.Dispose();
        _turn.Dispose();
    }

    private async Task<MimeBundle?> RunAsync(string code, string cellName, RunningCell cell)
    {
        var script = Compile(code, cellName, State?.Script, cell.Interrupt);
        var context = new InterruptibleContext(cell.Interrupt);
        var before = State;
        var ran = await context.RunAsync(() =>
        {
            RunningCell.Current = cell;
            return before is null
                ? script.RunAsync(null, _ => true, CancellationToken.None)
                : script.RunFromAsync(before, _ => true, CancellationToken.None);
        }).ConfigureAwait(false);

        State = ran;
        if (ran.Exception is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(ran.Exception);
        }

        return ran.ReturnValue is not null || LastExpression.HasValue(script) ? ValueRenderer.Render(ran.ReturnValue) : null;
    }

    /// <summary>Loads what the cell's <c>#r</c> lines name and compiles it after <paramref name="previous"/>.</summary>
    /// <exception cref="CompilationErrorException">The cell does not compile.</exception>
    /// <exception cref="CellException">A directive is not supported, or a library is not there.</exception>
    internal Script<object> Compile(string code, string cellName, Script? previous, CancellationToken cancellationToken)
    {
        var (clean, libraries) = Directives.Split(code, ParseOptions);
        Options = Options.AddReferences(libraries.Select(library => _libraries.Load(library.Resolve(_baseDirectory), library)));
        var script = Create(LoopChecks.AddTo(clean, ParseOptions), cellName, previous);
        if (!HasErrors(script.Compile(cancellationToken)))
        {
            return script;
        }

        // Said of the code that the reader wrote.
        var plain = Create(clean, cellName, previous);
        var diagnostics = plain.Compile(cancellationToken);
        return HasErrors(diagnostics) ? throw new CompilationErrorException("", diagnostics) : plain;
    }

    // A cell has the references of the cells before it. Naming all of them again would make each cell's compilation
    // keep all of every earlier one's: memory would grow with the square of the cells.
    private Script<object> Create(string code, string cellName, Script? previous)
    {
        var options = Options.WithFilePath(cellName);
        if (previous is null)
        {
            return CSharpScript.Create<object>(code, options, globalsType: null, _loader);
        }

        var known = new HashSet<MetadataReference>();
        for (Script? script = previous; script is not null; script = script.Previous)
        {
            known.UnionWith(script.Options.MetadataReferences);
        }

        return previous.ContinueWith<object>(code, options.WithReferences(Options.MetadataReferences.Where(r => !known.Contains(r))));
    }

    private static bool HasErrors(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}
