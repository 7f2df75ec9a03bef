using System.Globalization;

namespace Sandglass.Studies;

/// <summary>The cells of a CSV row by the names of their columns.</summary>
internal readonly struct CsvRow(IReadOnlyDictionary<string, string> cells)
{
    /// <exception cref="FormatException">There is no such column.</exception>
    public string Text(string column) => cells.GetValueOrDefault(column) ?? throw new FormatException($"there is no column {column}");

    /// <summary>NaN where the cell is empty.</summary>
    /// <exception cref="FormatException">The cell is no number.</exception>
    public double Number(string column) =>
        Text(column) is { Length: > 0 } text ? double.Parse(text, CultureInfo.InvariantCulture) : double.NaN;

    /// <exception cref="FormatException">The cell is no whole number.</exception>
    public int Whole(string column) => int.Parse(Text(column), CultureInfo.InvariantCulture);

    /// <exception cref="FormatException">The cell is no whole number.</exception>
    public long Long(string column) => long.Parse(Text(column), CultureInfo.InvariantCulture);

    /// <summary>Numbers parted by spaces; none where the cell is empty.</summary>
    /// <exception cref="FormatException">The cell is no list of numbers.</exception>
    public double[] Numbers(string column) =>
        [.. Text(column).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => double.Parse(text, CultureInfo.InvariantCulture))];

    /// <exception cref="FormatException">The cell is none of the type's words.</exception>
    public T Word<T>(string column)
        where T : struct, Enum =>
        Enum.TryParse<T>(Text(column), out var word) ? word : throw new FormatException($"{column} cannot be {Text(column)}");
}
