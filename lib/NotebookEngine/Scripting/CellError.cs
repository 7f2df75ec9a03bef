namespace NotebookEngine.Scripting;

/// <summary>What went wrong in a cell, as Jupyter's <c>error</c> output says it.</summary>
/// <param name="Name">The kind: the exception's type, or <c>CompilationError</c>.</param>
/// <param name="Message">What happened, where, and what to do.</param>
/// <param name="Line">The line in the cell, from 1, if known.</param>
/// <param name="Traceback">The lines to show: the message and where it came from.</param>
public sealed record CellError(string Name, string Message, int? Line, IReadOnlyList<string> Traceback);
