namespace NotebookEngine.Kernel.Assistance;

/// <summary>
/// Tells which of the cells that ran still matter to the next one. A cell that runs a thousand times counts once, so
/// the chain that help looks through stays as short as the notebook.
/// </summary>
internal static class LiveCells
{
    // Cells that define what the other consumes can keep each other without end: the oldest are given up.
    private const int MostSuperseded = 100;

    /// <summary>The cells that matter, in their order: who defines something that no later cell defines, and what they need.</summary>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T> cells, Func<T, CellNames> names)
    {
        var opening = FirstWithUsing(cells, names);
        var covered = new HashSet<string>();
        var wanted = new HashSet<string>();
        var superseded = 0;
        var live = new List<T>();
        foreach (var cell in cells.Reverse())
        {
            var its = names(cell);
            var isVisible = AddsTo(covered, its.Definitions) || opening.Contains(cell);
            if (isVisible || (wanted.Overlaps(its.Names) && ++superseded <= MostSuperseded))
            {
                wanted.ExceptWith(its.Names);
                wanted.UnionWith(its.Mentions);
                live.Add(cell);
            }
        }

        live.Reverse();
        return live;
    }

    // The first, not the last: the cells between them need it too.
    private static HashSet<T> FirstWithUsing<T>(IReadOnlyList<T> cells, Func<T, CellNames> names)
    {
        var known = new HashSet<string>();
        return [.. cells.Where(cell => AddsTo(known, names(cell).Usings))];
    }

    private static bool AddsTo(HashSet<string> known, IEnumerable<string> items)
    {
        var before = known.Count;
        known.UnionWith(items);
        return known.Count > before;
    }
}
