using System.Collections.Concurrent;
using System.Reflection;

namespace NotebookEngine.Scripting;

/// <summary>
/// Executes C# cells one after another on one thread; usings, variables, functions and types of a cell are there for the
/// next. What a cell defined before it threw stays; what an interrupted cell defined is lost. What code of a cell throws
/// on another thread is said under the cell that runs then, or under the next.
/// </summary>
internal sealed class ScriptEngine : IDisposable
{
    private readonly ConcurrentQueue<Exception> _unhandled = [];
    private readonly List<FieldInfo> _interrupts = [];
    private readonly SemaphoreSlim _turn = new(1);
    private readonly SessionThread _thread;
    private object?[] _variables = new object?[16];
    private volatile Submission? _last;
    private volatile bool _isInterrupted;

    /// <summary>An engine with nothing defined.</summary>
    /// <param name="baseDirectory">The folder that relative <c>#r</c> paths count from: the notebook's.</param>
    public ScriptEngine(string baseDirectory)
    {
        Compiler = new CellCompiler(this, Path.GetFullPath(baseDirectory));
        _thread = new SessionThread(Tell);
        UnhandledExceptions.Install();
        CellConsole.Install();
    }

    /// <summary>How many cells were executed.</summary>
    public int ExecutionCount { get; private set; }

    /// <summary>Compiles the cells.</summary>
    internal CellCompiler Compiler { get; }

    /// <summary>The last cell that ran, and through it all before; read from any thread.</summary>
    internal Submission? Last => _last;

    /// <summary>Executes a cell.</summary>
    /// <param name="code">The cell's C#.</param>
    /// <param name="cellName">What errors call the cell.</param>
    /// <param name="output">Takes what the cell shows while it runs.</param>
    /// <param name="cancellationToken">
    /// Interrupts the cell: its loops and functions end at their next turn, what sleeps or waits wakes, a library that asks
    /// ends its call, and any other call into native code or a library ends at its next return.
    /// </param>
    /// <returns>How the cell ended. What the cell did wrong is in the result, never thrown.</returns>
    public async Task<CellResult> ExecuteAsync(
        string code, string cellName, ICellOutput output, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        var count = ++ExecutionCount;
        try
        {
            TellOfEarlier(output);
            var cell = new RunningCell(this, output, FormattableString.Invariant($"cell-{count}"), cancellationToken);
            var (value, error) = await TryAsync(code, cellName, cell).ConfigureAwait(false);
            error ??= _unhandled.TryDequeue(out var elsewhere) ? RuntimeErrors.Describe(elsewhere, cellName) : null;
            return new CellResult(count, error is null ? value : null, error);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Keeps what code of a cell threw where nobody caught it, for the reader; that an interrupt ended a loop is none.
    /// </summary>
    internal void Tell(Exception exception)
    {
        if (!_isInterrupted || exception is not (OperationCanceledException or ThreadInterruptedException))
        {
            _unhandled.Enqueue(exception);
        }
    }

    /// <summary>Lets go of the thread. Assemblies stay loaded until the process ends.</summary>
    public void Dispose()
    {
        _thread.Dispose();
        _turn.Dispose();
    }

    private async Task<(MimeBundle? Value, CellError? Error)> TryAsync(string code, string cellName, RunningCell cell)
    {
        CellError? error = null;
        try
        {
            var value = await RunAsync(code, cellName, cell).ConfigureAwait(false);
            if (!cell.Interrupt.IsCancellationRequested)
            {
                return (value, null);
            }
        }
        catch (CompilationException wrong)
        {
            return (null, CompilationErrors.Describe(wrong.Diagnostics, cellName));
        }
        catch (Exception thrown)
        {
            error = RuntimeErrors.Describe(thrown, cellName);
        }

        // A stop shows itself as one exception or another, or as the early end of what the cell waited for.
        if (cell.Interrupt.IsCancellationRequested)
        {
            CellConsole.Install();
            error = new CellError("Interrupted", $"{cellName} was interrupted", null, [$"{cellName} was interrupted"]);
        }

        return (null, error);
    }

    private async Task<MimeBundle?> RunAsync(string code, string cellName, RunningCell cell)
    {
        var submission = Compiler.Read(code, cellName, _last);
        if (Compiler.Load(submission, cell.Interrupt) is not { } loaded)
        {
            _last = submission;
            return null;
        }

        Prepare(submission, loaded);
        using var asked = cell.Interrupt.Register(() => AskToStop(true));
        try
        {
            var value = await _thread.RunAsync(() => RunAsync(loaded, submission, cell), cell.Interrupt).ConfigureAwait(false);
            _last = submission;
            return value;
        }
        catch when (!cell.Interrupt.IsCancellationRequested && _variables[submission.Slot] is not null)
        {
            _last = submission;
            throw;
        }
    }

    // On the session's thread; what the value is shown by may be code of the cell too.
    private async Task<MimeBundle?> RunAsync(LoadedCell loaded, Submission submission, RunningCell cell)
    {
        RunningCell.Current = cell;
        var value = await loaded.Run(_variables);
        return value is not null || submission.HasValue ? ValueRenderer.Render(value) : null;
    }

    private void Prepare(Submission submission, LoadedCell loaded)
    {
        if (submission.Slot >= _variables.Length)
        {
            Array.Resize(ref _variables, 2 * submission.Slot);
        }

        _variables[submission.Slot] = null;
        if (loaded.Interrupt is { } interrupt)
        {
            _interrupts.Add(interrupt);
        }

        // Until now, so that threads which an interrupted cell left behind ended as well.
        if (_isInterrupted)
        {
            AskToStop(false);
        }
    }

    private void AskToStop(bool requested)
    {
        _isInterrupted = requested;
        foreach (var interrupt in _interrupts)
        {
            interrupt.SetValue(null, requested);
        }
    }

    private void TellOfEarlier(ICellOutput output)
    {
        while (_unhandled.TryDequeue(out var exception))
        {
            var error = RuntimeErrors.Describe(exception, "an earlier cell");
            output.Write(StreamName.Error, $"thrown after the last cell ended, by code that a cell left running:\n{string.Join('\n', error.Traceback)}\n");
        }
    }
}
