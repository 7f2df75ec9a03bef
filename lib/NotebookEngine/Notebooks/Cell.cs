using System.Text.Json.Nodes;

namespace NotebookEngine.Notebooks;

/// <summary>One cell.</summary>
/// <param name="Number">Its place in the notebook, from 1.</param>
/// <param name="Id">Its stable name, unique in the notebook.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Source">Its text.</param>
/// <param name="Outputs">What it showed, as nbformat's output objects; empty unless code.</param>
/// <param name="ExecutionCount">The number of its execution, or null.</param>
/// <param name="Fields">The cell as read, from which unknown fields are kept. Not to be changed.</param>
internal sealed record Cell(
    int Number,
    string Id,
    CellKind Kind,
    string Source,
    IReadOnlyList<JsonObject> Outputs,
    int? ExecutionCount,
    JsonObject Fields)
{
    /// <summary>Marks of the cell, such as <c>volatile</c>, <c>parameters</c> or <c>raises-exception</c>.</summary>
    public IReadOnlyList<string> Tags =>
        (Fields["metadata"]?["tags"] as JsonArray)?.OfType<JsonValue>()
            .Select(tag => tag.TryGetValue<string>(out var name) ? name : "").ToArray() ?? [];

    /// <summary>Whether the cell has this tag.</summary>
    public bool Is(string tag) => Tags.Contains(tag);
}

/// <summary>What a cell holds: C# to execute, text, or neither.</summary>
internal enum CellKind
{
    Code,
    Markdown,
    Raw,
}
