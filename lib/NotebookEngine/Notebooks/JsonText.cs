using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NotebookEngine.Notebooks;

/// <summary>Writes JSON byte for byte as Python's <c>json.dumps(indent=1, sort_keys=True, ensure_ascii=False)</c>.</summary>
internal static class JsonText
{
    public static string Write(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(node, 0, text);
        return text.ToString();
    }

    /// <summary>How many letters of a JSON text would be indentation.</summary>
    public static long IndentationOf(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        var letters = 0L;
        while (reader.Read())
        {
            letters += reader.TokenType == JsonTokenType.PropertyName ? 0 : reader.CurrentDepth + 1;
        }

        return letters;
    }

    private static void Write(JsonNode? node, int depth, StringBuilder text)
    {
        switch (node)
        {
            case JsonObject fields:
                List('{', '}', fields.OrderBy(field => field.Key, StringComparer.Ordinal), depth, text, field =>
                {
                    Quote(field.Key, text);
                    text.Append(": ");
                    Write(field.Value, depth + 1, text);
                });
                break;
            case JsonArray items:
                List('[', ']', items, depth, text, item => Write(item, depth + 1, text));
                break;
            case null:
                text.Append("null");
                break;
            case var value when value.GetValueKind() == JsonValueKind.String:
                Quote(value.GetValue<string>(), text);
                break;
            default:
                text.Append(node.ToJsonString());
                break;
        }
    }

    private static void List<T>(char open, char close, IEnumerable<T> items, int depth, StringBuilder text, Action<T> write)
    {
        text.Append(open);
        var any = false;
        foreach (var item in items)
        {
            text.Append(any ? ",\n" : "\n").Append(' ', depth + 1);
            write(item);
            any = true;
        }

        if (any)
        {
            text.Append('\n').Append(' ', depth);
        }

        text.Append(close);
    }

    private static void Quote(string value, StringBuilder text)
    {
        text.Append('"');
        foreach (var letter in value)
        {
            _ = letter switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append(@"\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => text.Append(letter),
            };
        }

        text.Append('"');
    }
}
