namespace Sandglass.Studies.Inside;

/// <summary>A row that an observer writes into a run's folder, and that a study gathers over its runs.</summary>
/// <typeparam name="T">The row itself.</typeparam>
public interface IObservedRow<T>
    where T : IObservedRow<T>
{
    /// <summary>Name of the table.</summary>
    static abstract string FileName { get; }

    /// <summary>Its columns, parted by commas.</summary>
    static abstract string Header { get; }

    /// <summary>The row's cells, parted by commas.</summary>
    string ToCsv();

    /// <summary>The row of cells.</summary>
    /// <exception cref="FormatException">The cells are no such row.</exception>
    internal static abstract T Parse(CsvRow cells);
}
