using NotebookEngine.Scripting;

namespace NotebookEngine.Dependences;

/// <summary>
/// Knows which executed cells used what another cell defined or changed, and says which are stale when that one is run
/// again. A cell that runs for the first time makes none stale: it may stand below all others.
/// </summary>
internal sealed class StaleCells
{
    private readonly Dictionary<CellIdentity, ExecutedCell> _executed = [];
    private readonly Dictionary<string, CellIdentity> _cells = [];
    private readonly Dictionary<Definition, CellIdentity> _changers = [];
    private readonly HashSet<string> _names = [];

    /// <summary>Takes note of an execution.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="number">The number of the execution, as the reader sees it.</param>
    /// <param name="submission">The cell as it was compiled.</param>
    /// <param name="isWaiting">Whether a cell is about to be run again anyway.</param>
    /// <returns>Which cells are stale, in one line, or null where none is.</returns>
    public string? Add(CellIdentity cell, int number, Submission submission, Predicate<CellIdentity> isWaiting)
    {
        var dependences = CellDependences.Of(submission, _names);
        var defined = CellDependences.DefinedBy(submission).ToHashSet();
        string? stale = null;
        if (_executed.Remove(cell))
        {
            // Without ids, two cells with the same x++ look like one that runs twice.
            var renewed = cell.IsId ? [.. defined, .. dependences.Changes.Select(change => change.Name)] : defined;
            stale = Describe(cell, renewed, [.. _executed.Where(one => !isWaiting(one.Key))]);
        }

        _executed[cell] = new ExecutedCell(number, Sources(dependences));
        _cells[submission.Compilation.AssemblyName!] = cell;
        _names.UnionWith(defined);
        foreach (var change in dependences.Changes)
        {
            _changers[change] = cell;
        }

        return stale;
    }

    // A value has two: the cell that defined its variable, and the last one that changed it.
    private HashSet<Source> Sources(CellDependences dependences) =>
    [
        .. from use in dependences.Uses where _cells.ContainsKey(use.Cell) select new Source(_cells[use.Cell], use.Name),
        .. from read in dependences.Reads where _changers.ContainsKey(read) select new Source(_changers[read], read.Name),
    ];

    private static string? Describe(CellIdentity cell, HashSet<string> renewed, KeyValuePair<CellIdentity, ExecutedCell>[] others)
    {
        var old = renewed.Select(name => new Source(cell, name)).ToHashSet();
        var direct = others.Where(one => one.Value.Sources.Overlaps(old)).ToList();
        if (direct.Count == 0)
        {
            return null;
        }

        var stale = direct.ToDictionary();
        for (var before = 0; before < stale.Count;)
        {
            before = stale.Count;
            foreach (var one in others.Where(one => one.Value.Sources.Any(source => stale.ContainsKey(source.Cell))))
            {
                stale.TryAdd(one.Key, one.Value);
            }
        }

        var names = direct.SelectMany(one => one.Value.Sources.Intersect(old)).Select(source => source.Name).Distinct().Order(StringComparer.Ordinal);
        var rest = stale.Values.Except(direct.Select(one => one.Value)).ToList();
        var further = rest.Count > 0 ? $", and {StaleWords.Cells(rest)} what came of it" : "";
        return $"{StaleWords.Cells(direct.Select(one => one.Value))} used the old {StaleWords.List(names)}{further}: run {(stale.Count > 1 ? "them" : "it")} again";
    }
}

/// <summary>A cell's last execution.</summary>
/// <param name="Number">Its number, as the reader sees it.</param>
/// <param name="Sources">Where what it used came from.</param>
internal sealed record ExecutedCell(int Number, IReadOnlySet<Source> Sources);

/// <summary>Where something that a cell used came from.</summary>
/// <param name="Cell">The cell that defined or changed it.</param>
/// <param name="Name">What was used.</param>
internal readonly record struct Source(CellIdentity Cell, string Name);
