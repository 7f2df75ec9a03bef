namespace Sandglass.Weights;

/// <summary>
/// A safetensors file that cannot be used as asked: the message names the file, what is wrong and what to do.
/// </summary>
public sealed class SafetensorsException : WorkbenchException
{
    /// <summary>An error with its one-line message.</summary>
    public SafetensorsException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its one-line message and the failure behind it.</summary>
    public SafetensorsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static SafetensorsException Damaged(string file, string fault, Exception? cause = null)
    {
        var message = $"{file} is not a whole safetensors file: {fault}; it is damaged or of another kind, write or fetch it again";
        return cause is null ? new SafetensorsException(message) : new SafetensorsException(message, cause);
    }
}

/// <summary>Names from files of others, fit for an error of one line.</summary>
internal static class Quoted
{
    private const int Longest = 80;
    private const int MostNames = 4;

    /// <summary>The name in quotes: no control characters, and cut where it is long.</summary>
    internal static string Name(string name) =>
        name.Length > Longest ? $"'{Line(name[..Longest])}…'" : $"'{Line(name)}'";

    /// <summary>The text without characters that end a line or show as something else.</summary>
    internal static string Line(string text) =>
        string.Concat(text.Select(c => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' ? '?' : c));

    /// <summary>The first few, and how many more there are.</summary>
    internal static string Some(IReadOnlyCollection<string> texts) => texts.Count <= MostNames
        ? string.Join(", ", texts)
        : $"{string.Join(", ", texts.Take(MostNames))} and {texts.Count - MostNames} more";
}
