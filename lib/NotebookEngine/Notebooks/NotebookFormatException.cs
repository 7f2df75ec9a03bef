namespace NotebookEngine.Notebooks;

/// <summary>A file is no notebook that can be read; the message says why, in one line.</summary>
public sealed class NotebookFormatException(string message, Exception? innerException = null)
    : Exception(message, innerException);
