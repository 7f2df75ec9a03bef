using System.Globalization;

namespace NotebookEngine.Running;

/// <summary>One place where a cell shows something else than before.</summary>
/// <param name="CellNumber">The cell's number, from 1.</param>
/// <param name="CellId">The cell's id.</param>
/// <param name="Where">The output and the line in it.</param>
/// <param name="Expected">The line that stands in the notebook.</param>
/// <param name="Found">The line that the cell shows now.</param>
public sealed record OutputDifference(int CellNumber, string CellId, string Where, string Expected, string Found)
{
    /// <summary>Three lines: the place, what was expected, what was found.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"cell {CellNumber} ({CellId}), {Where}\n  expected: {Expected}\n  found:    {Found}");
}
