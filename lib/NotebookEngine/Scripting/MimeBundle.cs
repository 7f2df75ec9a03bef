using System.Text.Json.Nodes;

namespace NotebookEngine.Scripting;

/// <summary>One value in several forms, the richest first; a front end shows the first that it can.</summary>
/// <param name="Forms">Text by MIME type; pictures as base64, JSON types as JSON text.</param>
internal sealed record MimeBundle(IReadOnlyList<KeyValuePair<string, string>> Forms)
{
    /// <summary>A bundle of plain text alone.</summary>
    public static MimeBundle Plain(string text) => new([new("text/plain", text)]);

    /// <summary>The bundle as Jupyter messages carry it: JSON types as JSON, all others as text.</summary>
    /// <exception cref="System.Text.Json.JsonException">A form of a JSON type is not JSON.</exception>
    public JsonObject ToJson()
    {
        var data = new JsonObject();
        foreach (var (mimeType, text) in Forms)
        {
            data[mimeType] = IsJson(mimeType) ? JsonNode.Parse(text) : text;
        }

        return data;
    }

    internal static bool IsJson(string mimeType) =>
        mimeType == "application/json" || mimeType.EndsWith("+json", StringComparison.Ordinal);
}
