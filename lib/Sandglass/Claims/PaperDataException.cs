namespace Sandglass.Claims;

/// <summary>A file of <c>data/paper</c> cannot be read: the message names file, row and column.</summary>
public sealed class PaperDataException : WorkbenchException
{
    internal PaperDataException(string file, int row, string column, string problem, Exception? innerException = null)
        : base($"{file}, row {row}, column {column}: {problem}", innerException!) =>
        (File, Row, Column) = (file, row, column);

    /// <summary>Name of the file.</summary>
    public string File { get; }

    /// <summary>Row of the file, from 1; the header is the first.</summary>
    public int Row { get; }

    /// <summary>Name of the column, or <c>-</c> where the whole row is wrong.</summary>
    public string Column { get; }
}
