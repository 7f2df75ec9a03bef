namespace NotebookEngine.Scripting;

/// <summary>A cell asks for something that it cannot have; the message says what to do.</summary>
internal sealed class CellException(string name, string message, int? line = null, Exception? innerException = null)
    : Exception(message, innerException)
{
    public string Name { get; } = name;

    public int? Line { get; } = line;
}
