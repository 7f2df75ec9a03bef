using System.Globalization;
using NotebookEngine.Notebooks;
using NotebookEngine.Scripting;

namespace NotebookEngine.Running;

/// <summary>
/// Executes notebooks from top to bottom, from an empty state. Libraries and their static state stay in the process:
/// run each notebook in a process of its own.
/// </summary>
public static class NotebookRunner
{
    /// <summary>Executes a notebook up to its end or the first cell that fails.</summary>
    /// <param name="notebook">The notebook; it is not changed.</param>
    /// <param name="baseDirectory">Its folder, from which <c>#r</c> counts; the process' working directory while it runs.</param>
    /// <param name="parameters">
    /// Values for variables of the cell tagged <c>parameters</c>, by name. The source of the returned notebook keeps its own.
    /// </param>
    /// <param name="cancellationToken">Interrupts the running cell and ends the run.</param>
    /// <exception cref="ArgumentException">No such parameter, or a value of another kind.</exception>
    /// <exception cref="OperationCanceledException">The run was interrupted.</exception>
    public static async Task<NotebookRun> RunAsync(
        Notebook notebook,
        string baseDirectory,
        IReadOnlyDictionary<string, string> parameters,
        CancellationToken cancellationToken)
    {
        var code = notebook.Cells.Select(cell => cell.Source).ToArray();
        SetParameters(notebook, parameters, code);
        var before = Directory.GetCurrentDirectory();
        var folder = Path.GetFullPath(baseDirectory);
        using var engine = new ScriptEngine(folder);
        Directory.SetCurrentDirectory(folder);
        try
        {
            return await RunCellsAsync(notebook, code, engine, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
        }
    }

    private static async Task<NotebookRun> RunCellsAsync(
        Notebook notebook, string[] code, ScriptEngine engine, CancellationToken cancellationToken)
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
            var result = await engine.ExecuteAsync(
                code[cell.Number - 1], FormattableString.Invariant($"cell {cell.Number}"), sink, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            sink.End(result);
            ran.Add((cell, result.ExecutionCount, sink.Outputs));
            failure = result.Error is { } error && !cell.Is("raises-exception") ? new CellFailure(cell, error) : null;
        }

        all.Close();
        return new NotebookRun(
            notebook with { Cells = [.. ran.Select(one => one.Cell with { ExecutionCount = one.Count, Outputs = one.Outputs })] }, failure);
    }

    private static void SetParameters(Notebook notebook, IReadOnlyDictionary<string, string> parameters, string[] code)
    {
        var missing = parameters.Keys.ToHashSet();
        foreach (var cell in notebook.Cells.Where(cell => cell.Kind == CellKind.Code && cell.Is(ParameterCell.Tag)))
        {
            (code[cell.Number - 1], var found) = ParameterCell.Replace(cell.Source, parameters);
            missing.ExceptWith(found);
        }

        if (missing.Count > 0)
        {
            throw new ArgumentException(
                $"the notebook has no parameter '{missing.First()}': no cell tagged 'parameters' declares a variable of that name with a value");
        }
    }
}

/// <summary>What came of executing a notebook.</summary>
public sealed record NotebookRun
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
        $"cell {Cell.Number} ({Cell.Id}){(Error.Line is { } line ? $", line {line}" : "")}: {Error.Name}: {Error.Message.ReplaceLineEndings(" ")}");

    /// <summary>Cell, id and traceback, as text of several lines.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"cell {Cell.Number} ({Cell.Id}) failed\n  {string.Join("\n  ", Error.Traceback)}");
}
