using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NotebookEngine.Notebooks;

/// <summary>Reads notebooks, which may come from anyone: everything is checked before it is used.</summary>
internal static class NotebookReader
{
    public const int MaximumBytes = 32 << 20;
    private const int MaximumCells = 5_000;
    private const int LongestId = 64;
    private const int MaximumDepth = 64;

    // What is shorter is not long however it is indented.
    private const int IndentedAtMost = MaximumBytes / MaximumDepth;

    public static Notebook Parse(string json)
    {
        try
        {
            return Read(json);
        }
        catch (InvalidOperationException strange)
        {
            throw new NotebookFormatException($"not a notebook: a text in it has half of a surrogate pair: {strange.Message}", strange);
        }
        catch (Exception strange) when (IsOfReading(strange))
        {
            throw new NotebookFormatException($"not a notebook: {strange.Message}", strange);
        }
    }

    /// <summary>Whether this is how the library says that JSON is not what was expected, or holds half a letter.</summary>
    public static bool IsOfReading(Exception strange) =>
        strange is JsonException or InvalidOperationException or ArgumentException or FormatException or OverflowException;

    private static Notebook Read(string json)
    {
        if (json.Length > MaximumBytes)
        {
            throw new NotebookFormatException($"over {MaximumBytes >> 20} MB; clear the outputs of large cells");
        }

        var root = JsonNode.Parse(json, null, new JsonDocumentOptions { MaxDepth = MaximumDepth, AllowDuplicateProperties = false }) as JsonObject
            ?? throw new NotebookFormatException("not a notebook: not a JSON object");
        RequireText(root, json);
        if (root["nbformat_minor"] is { } minor && Whole(minor) is null)
        {
            throw new NotebookFormatException("not a notebook: its nbformat_minor is not a whole number");
        }

        if (Whole(root["nbformat"]) != 4)
        {
            throw new NotebookFormatException("not of notebook format 4; save it with a current Jupyter");
        }

        var cells = root["cells"] as JsonArray ?? throw new NotebookFormatException("not a notebook: no list of cells");
        if (cells.Count > MaximumCells)
        {
            throw new NotebookFormatException(FormattableString.Invariant($"{cells.Count} cells, over {MaximumCells}"));
        }

        var ids = new HashSet<string>();
        var read = cells.Select((cell, i) => Read(cell as JsonObject, i + 1, ids)).ToArray();
        var fields = (JsonObject)root.DeepClone();
        fields.Remove("cells");
        return new Notebook(read, fields);
    }

    private static Cell Read(JsonObject? cell, int number, HashSet<string> ids)
    {
        CellKind kind = Text(cell?["cell_type"]) switch
        {
            "code" => CellKind.Code,
            "markdown" => CellKind.Markdown,
            "raw" => CellKind.Raw,
            _ => throw Wrong(number, "has no known cell_type"),
        };
        var source = Joined(cell!["source"]) ?? throw Wrong(number, "has no source");
        if (cell["metadata"] is not JsonObject)
        {
            throw Wrong(number, "has no metadata");
        }

        var outputs = (cell["outputs"] as JsonArray ?? [])
            .Select(output => output as JsonObject ?? throw Wrong(number, "has an output that is not an object")).ToArray();
        var id = Text(cell["id"]);
        if (id is null || !IsId(id) || !ids.Add(id))
        {
            id = NewId(number, source, ids);
        }

        return new Cell(number, id, kind, source, outputs, Whole(cell["execution_count"]), cell);
    }

    // Texts are read when they are used. One that cannot be, half of a surrogate pair, must not be met after all cells ran,
    // and neither must lists so deep that their indentation is what makes the file too long.
    private static void RequireText(JsonObject root, string json)
    {
        if (json.Length > IndentedAtMost && JsonText.IndentationOf(json) > 2L * MaximumBytes)
        {
            throw new NotebookFormatException("not a notebook: it is nested too deeply to be saved; clear the outputs of large cells");
        }

        if (json.Contains("\\ud", StringComparison.OrdinalIgnoreCase))
        {
            JsonText.Write(root);
        }
    }

    // From content and place, so that two readings of one file give the same name.
    private static string NewId(int number, string source, HashSet<string> ids)
    {
        // A second time of what came the first time: who knows the ids in advance cannot have a long text read again and again.
        var seed = string.Create(CultureInfo.InvariantCulture, $"{number}/0/{source}");
        while (true)
        {
            var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seed)))[..8];
            if (ids.Add(id))
            {
                return id;
            }

            seed = string.Create(CultureInfo.InvariantCulture, $"{number}/{id}");
        }
    }

    // What nbformat allows. Ids stand in messages, where others could do things to a terminal.
    private static bool IsId(string id) => id.Length is > 0 and <= LongestId && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    /// <summary>A text that nbformat may keep as a list of lines, or null if it is neither.</summary>
    public static string? Joined(JsonNode? node) =>
        node is JsonArray lines ? string.Concat(lines.Select(Text)) : Text(node);

    /// <summary>A text, or null if it is none.</summary>
    public static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static int? Whole(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    private static NotebookFormatException Wrong(int number, string what) =>
        new(FormattableString.Invariant($"not a notebook: cell {number} {what}"));
}
