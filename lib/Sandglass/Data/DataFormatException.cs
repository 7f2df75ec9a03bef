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

    /// <summary>Reads a file; an error of reading becomes an exception of this type.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="path">What the error calls the file.</param>
    /// <param name="remedy">What to do then, as a sentence.</param>
    /// <param name="read">Reads it.</param>
    /// <exception cref="DataFormatException">The file is missing, may not be read or is longer than its reader allows.</exception>
    public static T Reading<T>(string path, string remedy, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataFormatException($"{path} cannot be read: {error.Message} {remedy}", error);
        }
    }

    internal static DataFormatException At(string path, string place, string expected, string found, Exception? cause = null)
    {
        var message = $"{path}: {place}: expected {expected}, found {found}; " +
            "the file is damaged or of another format: download it again (workbench data fetch fashion-mnist) or restore it from version control.";
        return cause is null ? new DataFormatException(message) : new DataFormatException(message, cause);
    }
}
