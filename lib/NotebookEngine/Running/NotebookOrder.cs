using NotebookEngine.Notebooks;
using NotebookEngine.Scripting;

namespace NotebookEngine.Running;

/// <summary>
/// Finds, without executing a cell, what keeps a notebook from coming to its outputs again from top to bottom: names that
/// only a later cell defines, and numbers of execution in an order in which a cell saw another value.
/// </summary>
/// <remarks>The libraries that it names stay in the process, as after a run.</remarks>
internal static class NotebookOrder
{
    /// <summary>What is wrong, a line each, one a cell at most; none where a library is missing, which a run says.</summary>
    /// <param name="notebook">The notebook as it was committed.</param>
    /// <param name="baseDirectory">Its folder, from which <c>#r</c> counts.</param>
    /// <param name="cancellationToken">Stops between cells.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static IReadOnlyList<string> Describe(Notebook notebook, string baseDirectory, CancellationToken cancellationToken)
    {
        using var engine = new ScriptEngine(baseDirectory);
        var cells = new List<PlacedCell>();
        try
        {
            foreach (var cell in notebook.Cells.Where(cell => cell.Kind == CellKind.Code && !string.IsNullOrWhiteSpace(cell.Source)))
            {
                // Nothing can be compiled after a cell that is wrong.
                var above = cells.LastOrDefault(one => one.Errors.Count == 0)?.Submission;
                var name = FormattableString.Invariant($"cell {cell.Number}");
                cells.Add(new PlacedCell(cell, engine.Compiler.Read(cell.Source, name, above), cancellationToken));
            }
        }
        catch (CellException)
        {
            return [];
        }

        return [.. DefinedTooLate(cells), .. new ExecutionOrder(cells).Describe()];
    }

    private static IEnumerable<string> DefinedTooLate(List<PlacedCell> cells)
    {
        var first = new Dictionary<string, PlacedCell>();
        foreach (var (cell, name) in cells.SelectMany(cell => cell.Defines.Select(name => (cell, name))))
        {
            first.TryAdd(name, cell);
        }

        foreach (var cell in cells.Where(cell => !cell.Cell.Is("raises-exception")))
        {
            if (cell.UnknownNames.FirstOrDefault(word => first.TryGetValue(word, out var definer) && definer.Cell.Number > cell.Cell.Number) is { } name)
            {
                yield return $"{cell} uses {name}, which {first[name]} further down defines: change their order";
            }
        }
    }
}
