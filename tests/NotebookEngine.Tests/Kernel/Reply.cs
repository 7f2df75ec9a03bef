using System.Text.Json.Nodes;

namespace NotebookEngine.Tests.Kernel;

/// <summary>A message that a test client received.</summary>
internal sealed record Reply(string Type, string ParentId, JsonObject Content, JsonObject Header)
{
    public string? Status => (string?)Content["status"];

    /// <summary>What an output says, in one line.</summary>
    public string Line => Type switch
    {
        "status" => (string)Content["execution_state"]!,
        "stream" => $"{Content["name"]}: {(string)Content["text"]!}",
        "display_data" or "update_display_data" => $"{Type}: {Content["data"]!["text/plain"]}",
        "execute_result" => $"result: {Content["data"]!["text/plain"]}",
        "error" => $"error: {Content["evalue"]}",
        _ => Type,
    };
}
