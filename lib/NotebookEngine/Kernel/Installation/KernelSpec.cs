using System.Text.Json;
using System.Text.Json.Nodes;
using WholeFiles;

namespace NotebookEngine.Kernel.Installation;

/// <summary>A <c>kernel.json</c> of ours: how a front end starts the kernel.</summary>
/// <param name="Arguments">The program, by its absolute path, and its arguments before the connection file.</param>
/// <param name="Environment">Variables that the program needs.</param>
internal sealed record KernelSpec(IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>The name that the notebooks ask for, which .NET Interactive took first.</summary>
    public const string SharedName = ".net-csharp";

    /// <summary>The name beside a .NET Interactive.</summary>
    public const string OwnName = "sandglass-csharp";

    private const string Mark = "installed_by";
    private const int MaximumBytes = 1 << 20;
    private const string Us = "sandglass workbench";

    private static readonly JsonSerializerOptions Readable =
        new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of the file.</summary>
    public string ToJson() => new JsonObject
    {
        ["argv"] = new JsonArray([.. Arguments.Append("{connection_file}").Select(argument => JsonValue.Create(argument))]),
        ["display_name"] = ".NET (C#)",
        ["language"] = "C#",
        ["interrupt_mode"] = "message",
        ["env"] = new JsonObject(Environment.Select(variable => KeyValuePair.Create<string, JsonNode?>(variable.Key, variable.Value))),
        ["metadata"] = new JsonObject { [Mark] = Us },
    }.ToJsonString(Readable) + "\n";

    /// <summary>Whether we wrote this file; another's is never replaced or removed.</summary>
    public static bool IsOurs(string path)
    {
        try
        {
            return JsonNode.Parse(BoundedFile.ReadText(path, MaximumBytes)) is JsonObject { } file
                && file["metadata"] is JsonObject metadata
                && metadata[Mark] is JsonValue mark
                && mark.TryGetValue<string>(out var by)
                && by == Us;
        }
        catch (Exception strange) when (strange is JsonException or InvalidOperationException or ArgumentException or FileTooLongException)
        {
            // No JSON, half a letter in it, a name twice, or far longer than what we write.
            return false;
        }
    }
}
