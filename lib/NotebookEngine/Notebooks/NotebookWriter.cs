using System.Buffers;
using System.Text.Json.Nodes;
using NotebookEngine.Scripting;

namespace NotebookEngine.Notebooks;

/// <summary>
/// Writes notebooks as Jupyter does (indent 1, sorted keys, texts as lists of lines), so that saving one in a front
/// end changes no line.
/// </summary>
internal static class NotebookWriter
{
    // What Python's splitlines takes for the end of a line.
    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\n\r\v\f\u001c\u001d\u001e\u0085\u2028\u2029");

    public static string Write(Notebook notebook)
    {
        var root = (JsonObject)notebook.Fields.DeepClone();
        root["cells"] = new JsonArray([.. notebook.Cells.Select(ToJson)]);
        root["nbformat_minor"] = Math.Max(5, root["nbformat_minor"]?.GetValue<int>() ?? 5);
        return JsonText.Write(root) + "\n";
    }

    private static JsonObject ToJson(Cell cell)
    {
        var json = (JsonObject)cell.Fields.DeepClone();
        json["id"] = cell.Id;
        json["source"] = Lines(cell.Source);
        if (cell.Kind == CellKind.Code)
        {
            json["execution_count"] = cell.ExecutionCount;
            json["outputs"] = new JsonArray([.. cell.Outputs.Select(ToJson)]);
        }

        return json;
    }

    private static JsonNode ToJson(JsonObject output)
    {
        var json = (JsonObject)output.DeepClone();
        if (NotebookReader.Joined(json["text"]) is { } text)
        {
            json["text"] = Lines(text);
        }

        foreach (var (mimeType, form) in (json["data"] as JsonObject ?? []).ToArray())
        {
            if (!MimeBundle.IsJson(mimeType) && NotebookReader.Joined(form) is { } content)
            {
                json["data"]![mimeType] = IsSplit(mimeType) ? Lines(content) : content;
            }
        }

        return json;
    }

    // All others, such as base64, stay one text.
    private static bool IsSplit(string mimeType) =>
        mimeType.StartsWith("text/", StringComparison.Ordinal) || mimeType is "application/javascript" or "image/svg+xml";

    private static JsonArray Lines(string text)
    {
        var lines = new JsonArray();
        for (var start = 0; start < text.Length;)
        {
            var at = text.AsSpan(start).IndexOfAny(LineEnds);
            var end = at < 0 ? text.Length : start + at + 1;
            if (end < text.Length && text[end - 1] == '\r' && text[end] == '\n')
            {
                end++;
            }

            lines.Add((JsonNode)text[start..end]);
            start = end;
        }

        return lines;
    }
}
