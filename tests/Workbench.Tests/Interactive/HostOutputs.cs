using System.Text.Json.Nodes;
using NotebookEngine.Notebooks;

namespace Workbench.Tests.Interactive;

/// <summary>
/// What .NET Interactive shows otherwise by design, and no more than that: before the first cell's outputs a script by
/// which pages find its web server, and JSON as text, which nbconvert then stores as text.
/// </summary>
internal static class HostOutputs
{
    private const string OwnScript = "dotnet-interactive-this-cell";

    /// <summary>The notebook with its outputs as our kernel gives them.</summary>
    public static Notebook AsOurs(Notebook executed) => executed with
    {
        Cells = [.. executed.Cells.Select(cell => cell with { Outputs = [.. cell.Outputs.Where(output => !IsOwnScript(output)).Select(WithJson)] })],
    };

    private static bool IsOwnScript(JsonObject output) => output.ToJsonString().Contains(OwnScript, StringComparison.Ordinal);

    private static JsonObject WithJson(JsonObject output)
    {
        var changed = output.DeepClone().AsObject();
        foreach (var (form, value) in (output["data"] as JsonObject ?? []).Where(form => form.Key.EndsWith("json", StringComparison.Ordinal)))
        {
            changed["data"]![form] = NotebookReader.Joined(value) is { } text ? JsonNode.Parse(text) : value?.DeepClone();
        }

        return changed;
    }
}
