namespace Sandglass.Data;

/// <summary>A data file that is not what it should be: the message names the file, the place, what was expected and what was found.</summary>
public sealed class DataFormatException : WorkbenchException
{
    /// <summary>An error with its one-line message.</summary>
    public DataFormatException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its one-line message and the failure behind it.</summary>
    public DataFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static DataFormatException At(string path, string place, string expected, string found, Exception? cause = null)
    {
        var message = $"{path}: {place}: expected {expected}, found {found}; " +
            "the file is damaged or of another kind: fetch it again (workbench data fetch fashion-mnist) or restore it from version control.";
        return cause is null ? new DataFormatException(message) : new DataFormatException(message, cause);
    }
}
