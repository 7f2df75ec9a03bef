namespace Sandglass;

/// <summary>
/// Something the reader can correct: the message says what happened, where, and what to do, in one line.
/// The command line prints it and ends with exit code 1. What would end the line or control a terminal, such as a name
/// from somebody's file, stands in it as <c>?</c>.
/// </summary>
public class WorkbenchException : Exception
{
    /// <summary>An error with its one-line message.</summary>
    public WorkbenchException(string message)
        : base(Quoted.Line(message))
    {
    }

    /// <summary>An error with its one-line message and the failure behind it.</summary>
    public WorkbenchException(string message, Exception innerException)
        : base(Quoted.Line(message), innerException)
    {
    }
}
