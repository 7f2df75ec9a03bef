using System.Globalization;
using NotebookEngine.Notebooks;
using NotebookEngine.Scripting;
using NotebookEngine.Terminal;

namespace NotebookEngine.Running;

/// <summary>
/// Executes notebooks from top to bottom, from an empty state. Libraries and their static state stay in the process:
/// run each notebook in a process of its own.
/// </summary>
internal static class NotebookRunner
{
    /// <summary>Executes a notebook up to its end or the first cell that fails.</summary>
    /// <param name="notebook">The notebook; it is not changed.</param>
    /// <param name="baseDirectory">Its folder, from which <c>#r</c> counts; the process' working directory while it runs.</param>
    /// <param name="parameters">
    /// Values for variables of the cell tagged <c>parameters</c>, by name. The source of the returned notebook keeps its own.
    /// </param>
    /// <param name="cellTimeout">How long a cell may take, or null for as long as it likes.</param>
    /// <param name="cancellationToken">Interrupts the running cell and ends the run.</param>
    /// <exception cref="ArgumentException">No such parameter, or a value that does not fit.</exception>
    /// <exception cref="NotebookFormatException">Cells are not C#.</exception>
    /// <exception cref="OperationCanceledException">The run was interrupted.</exception>
    public static async Task<NotebookRun> RunAsync(
        Notebook notebook,
        string baseDirectory,
        IReadOnlyDictionary<string, string> parameters,
        TimeSpan? cellTimeout,
        CancellationToken cancellationToken)
    {
        notebook.RequireCSharp();
        var code = ParameterCell.SetParameters(notebook, parameters);
        var before = Directory.GetCurrentDirectory();
        var folder = Path.GetFullPath(baseDirectory);
        using var engine = new ScriptEngine(folder);
        Directory.SetCurrentDirectory(folder);
        try
        {
            return await RunCellsAsync(notebook, code, engine, cellTimeout, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
        }
    }

    private static async Task<NotebookRun> RunCellsAsync(
        Notebook notebook, string[] code, ScriptEngine engine, TimeSpan? cellTimeout, CancellationToken cancellationToken)
    {
        var all = new CellOutputs();
        var ran = new List<(Cell Cell, int? Count, IReadOnlyList<System.Text.Json.Nodes.JsonObject> Outputs)>();
        CellFailure? failure = null;
        foreach (var cell in notebook.Cells)
        {
            if (cell.Kind != CellKind.Code || failure is not null || string.IsNullOrWhiteSpace(cell.Source))
            {
                ran.Add((cell, null, []));
                continue;
            }

            var sink = all.Begin();
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            stop.CancelAfter(cellTimeout ?? Timeout.InfiniteTimeSpan);
            var result = await engine.ExecuteAsync(
                code[cell.Number - 1], FormattableString.Invariant($"cell {cell.Number}"), sink, stop.Token).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            var isLate = result.Error is not null && stop.IsCancellationRequested;
            result = isLate ? result with { Error = Late(cellTimeout!.Value) } : result;
            sink.End(result);
            ran.Add((cell, result.ExecutionCount, sink.Outputs));
            failure = result.Error is { } error && (isLate || !cell.Is("raises-exception")) ? new CellFailure(cell, error) : null;
        }

        all.Close();
        return new NotebookRun(
            notebook with { Cells = [.. ran.Select(one => one.Cell with { ExecutionCount = one.Count, Outputs = one.Outputs })] }, failure);
    }

    private static CellError Late(TimeSpan limit)
    {
        var words = FormattableString.Invariant($"interrupted after {limit.TotalSeconds:0.###} s, the time limit");
        return new CellError("Timeout", words, null, [words]);
    }
}

/// <summary>The result of executing a notebook.</summary>
internal sealed record NotebookRun
{
    internal NotebookRun(Notebook notebook, CellFailure? failure) => (Notebook, Failure) = (notebook, failure);

    /// <summary>The notebook with its new outputs; cells after a failure have none.</summary>
    public Notebook Notebook { get; }

    /// <summary>Where and why it stopped, as one line, or null if it ran to its end.</summary>
    public string? Error => Failure?.Headline;

    internal CellFailure? Failure { get; }
}

/// <summary>The cell at which a notebook stopped.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Error">What went wrong in it.</param>
internal sealed record CellFailure(Cell Cell, CellError Error)
{
    /// <summary>Cell, id, line and message, as one line.</summary>
    public string Headline => string.Create(
        CultureInfo.InvariantCulture,
        $"cell {Cell.Number} ({Cell.Id}){(Error.Line is { } line ? $", line {line}" : "")}: {Error.Name}: {TerminalText.ToPlain(Error.Message.ReplaceLineEndings(" "))}");

    /// <summary>Cell, id and traceback, as text of several lines.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"cell {Cell.Number} ({Cell.Id}) failed\n  {string.Join("\n  ", Error.Traceback)}");
}
