using NotebookEngine.Dependences;

namespace NotebookEngine.Running;

/// <summary>
/// Compares, for everything that a cell uses of another, which cell gave it when they were executed, by their numbers, with
/// which one gives it from top to bottom. What cells without a number give is left out.
/// </summary>
internal sealed class ExecutionOrder(IReadOnlyList<PlacedCell> cells)
{
    private readonly HashSet<string> _names = [.. cells.SelectMany(cell => cell.Defines)];
    private readonly Dictionary<PlacedCell, CellDependences> _dependences = [];

    /// <summary>Where the two differ, a line each, one a cell at most.</summary>
    public IEnumerable<string> Describe()
    {
        var numbers = cells.Select(Number).OfType<int>().ToArray();
        return numbers.Zip(numbers.Skip(1)).All(pair => pair.First < pair.Second)
            ? []
            : cells.Where(cell => Number(cell) is not null).Select(FirstDifference).OfType<string>();
    }

    private string? FirstDifference(PlacedCell cell)
    {
        var its = Dependences(cell);
        return its.Uses.OrderBy(use => use.Name, StringComparer.Ordinal)
            .Select(use => Difference(cell, use.Name, Givers(use.Name, its.Reads.Contains(use)))).FirstOrDefault(line => line is not null);
    }

    private static string? Difference(PlacedCell cell, string name, IReadOnlyList<PlacedCell> givers)
    {
        var others = givers.Where(giver => giver != cell).ToList();
        var above = others.LastOrDefault(giver => giver.Cell.Number < cell.Cell.Number);
        var before = others.Where(giver => Number(giver) < Number(cell)).MaxBy(Number);
        return above is null || Number(above) is null || before == above ? null
            : before?.Cell.Number > cell.Cell.Number ? $"{cell} was executed after {before}, whose {name} it used: run all from top to bottom"
            : Number(above) > Number(cell) ? $"{cell} was executed before {above}, so it used an older {name}: run all from top to bottom"
            : $"{cell} used the {name} of {before}, which was executed after {above}: run all from top to bottom";
    }

    // From top to bottom. Who only assigns to a variable takes nothing from those that did so before.
    private List<PlacedCell> Givers(string name, bool isRead) =>
        [.. cells.Where(cell => cell.Defines.Contains(name) || (isRead && Dependences(cell).Changes.Any(change => change.Name == name)))];

    private CellDependences Dependences(PlacedCell cell) =>
        _dependences.TryGetValue(cell, out var known) ? known : _dependences[cell] = CellDependences.Of(cell.Submission, _names);

    private static int? Number(PlacedCell cell) => cell.Cell.ExecutionCount;
}
