using System.Globalization;

namespace Sandglass.Studies;

/// <summary>The cells of a CSV row by the names of their columns.</summary>
/// <param name="cells">The cells.</param>
public readonly struct CsvRow(IReadOnlyDictionary<string, string> cells)
{
    /// <summary>The cell as it is.</summary>
    /// <param name="column">Name of the column.</param>
    /// <exception cref="FormatException">There is no such column.</exception>
    public string Text(string column) => cells.GetValueOrDefault(column) ?? throw new FormatException($"there is no column {column}");

    /// <summary>NaN where the cell is empty.</summary>
    /// <param name="column">Name of the column.</param>
    /// <exception cref="FormatException">The cell is no number.</exception>
    public double Number(string column) =>
        Text(column) is { Length: > 0 } text ? double.Parse(text, CultureInfo.InvariantCulture) : double.NaN;

    /// <summary>A whole number.</summary>
    /// <param name="column">Name of the column.</param>
    /// <exception cref="FormatException">The cell is no whole number.</exception>
    public int Whole(string column) => int.Parse(Text(column), CultureInfo.InvariantCulture);

    /// <summary>A whole number of 64 bits.</summary>
    /// <param name="column">Name of the column.</param>
    /// <exception cref="FormatException">The cell is no whole number.</exception>
    public long Long(string column) => long.Parse(Text(column), CultureInfo.InvariantCulture);

    /// <summary>Numbers parted by spaces; none where the cell is empty.</summary>
    /// <param name="column">Name of the column.</param>
    /// <exception cref="FormatException">The cell is no list of numbers.</exception>
    public double[] Numbers(string column) =>
        [.. Text(column).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => double.Parse(text, CultureInfo.InvariantCulture))];

    /// <summary>A word of an enumeration.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="column">Name of the column.</param>
    /// <exception cref="FormatException">The cell is none of the type's words.</exception>
    public T Word<T>(string column)
        where T : struct, Enum =>
        Enum.TryParse<T>(Text(column), out var word) ? word : throw new FormatException($"{column} cannot be {Text(column)}");
}
