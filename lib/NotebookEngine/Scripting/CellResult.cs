using System.Text.Json.Nodes;

namespace NotebookEngine.Scripting;

/// <summary>How a cell ended.</summary>
/// <param name="ExecutionCount">The number of the execution, from 1.</param>
/// <param name="Value">The cell's last expression, rendered, if it ends with one.</param>
/// <param name="Error">What went wrong, unless it ended well; called <c>Interrupted</c> if it was told to stop.</param>
internal sealed record CellResult(int ExecutionCount, MimeBundle? Value, CellError? Error);

/// <summary>What went wrong in a cell, as Jupyter's <c>error</c> output says it.</summary>
/// <param name="Name">The kind: the exception's type, or <c>CompilationError</c>.</param>
/// <param name="Message">What happened, where, and what to do.</param>
/// <param name="Line">The line in the cell, from 1, if known.</param>
/// <param name="Traceback">The lines to show: the message and where it came from.</param>
internal sealed record CellError(string Name, string Message, int? Line, IReadOnlyList<string> Traceback)
{
    /// <summary>The fields that Jupyter's outputs and replies have in common.</summary>
    public JsonObject ToJson() => new()
    {
        ["ename"] = Name,
        ["evalue"] = Message,
        ["traceback"] = new JsonArray([.. Traceback.Select(line => JsonValue.Create(line))]),
    };
}
