using System.Globalization;

namespace Workbench.Exports;

/// <summary>A column of one type; any of its values may be missing.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values"><c>long?[]</c>, <c>double?[]</c>, <c>bool?[]</c> or <c>string?[]</c>.</param>
internal sealed record TypedColumn(string Name, Array Values);

/// <summary>Rows of values by name as columns that have one type each.</summary>
/// <param name="Columns">All as long as each other.</param>
internal sealed record TypedTable(IReadOnlyList<TypedColumn> Columns)
{
    /// <summary>The table of rows that need not have the same columns; what a row lacks is missing there.</summary>
    /// <param name="rows">Values, each a <see cref="long"/>, <see cref="double"/>, <see cref="bool"/>, a text or null; of two of a name in a row the first counts.</param>
    public static TypedTable Of(IEnumerable<IReadOnlyList<(string Name, object? Value)>> rows)
    {
        var all = rows.ToArray();
        string[] names = [.. all.SelectMany(row => row.Select(cell => cell.Name)).Distinct()];
        return new([.. names.Select(name => Column(name, [.. all.Select(row => row.FirstOrDefault(cell => cell.Name == name).Value)]))]);
    }

    // Whole numbers beside fractions are numbers; whatever else is mixed is text. A column without a value is one of numbers: that
    // is what tables leave out, as before a validation.
    private static TypedColumn Column(string name, object?[] cells) => new(name, cells switch
    {
        _ when cells.All(cell => cell is null) => new double?[cells.Length],
        _ when cells.All(cell => cell is null or bool) => Array.ConvertAll(cells, cell => (bool?)cell),
        _ when cells.All(cell => cell is null or long) => Array.ConvertAll(cells, cell => (long?)cell),
        _ when cells.All(cell => cell is null or long or double) => Array.ConvertAll(cells, cell => cell is null ? (double?)null : Convert.ToDouble(cell, CultureInfo.InvariantCulture)),
        _ => Array.ConvertAll(cells, cell => Convert.ToString(cell, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : cell as string),
    });
}
