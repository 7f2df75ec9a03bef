namespace NotebookEngine.Scripting;

/// <summary>How a cell ended.</summary>
/// <param name="ExecutionCount">The number of the execution, from 1.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Value">The cell's last expression, rendered, if it ends with one.</param>
/// <param name="Error">What went wrong, unless it ended well.</param>
public sealed record CellResult(int ExecutionCount, CellStatus Status, MimeBundle? Value, CellError? Error);
