using System.Text;
using System.Text.Json;

namespace Fuzzing;

/// <summary>
/// Damages JSON so that it mostly stays JSON, but not the one that its reader expects: other kinds of values, numbers
/// out of range, half characters, nesting, parts missing, doubled or exchanged.
/// </summary>
internal static class JsonMutations
{
    private const int MostEdits = 3;

    private static readonly string[] Odd =
    [
        "null", "true", "0", "-1", "1.5", "1e400", "-1e400", "1e-400", "2147483648", "9223372036854775808", "123456789012345678901234567890",
        "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"a\\udc00b\"", "\"\\u202e\\u0007\\u001b[2J\"", "\"../../x\"", "\"con\"", "\"NaN\"", "\"1e400\"", "\"-1\"",
        "[]", "{}", "[null]", "[[]]", "[{}]", "{\"\":null}", "{\"a\":{\"a\":{\"a\":[]}}}",
    ];

    private static readonly string[] OddNames = ["\"\"", "\"\\ud800\"", "\"\\u0000\"", "\"__proto__\"", "\"$type\"", "\"a.b\""];

    private static readonly int[] Depths = [3, 40, 63, 65, 1000, 20_000];

    private static readonly JsonReaderOptions Any =
        new() { MaxDepth = int.MaxValue, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The text with one to three damages.</summary>
    public static string Mutate(string good, Random random)
    {
        var json = Encoding.UTF8.GetBytes(good);
        for (var edits = random.Next(1, MostEdits + 1); edits > 0 && Parts(json) is { Count: > 0 } parts; edits--)
        {
            json = Edited(json, parts, parts[random.Next(parts.Count)], random);
        }

        return Encoding.UTF8.GetString(json);
    }

    private static byte[] Edited(byte[] json, List<Part> parts, Part part, Random random)
    {
        var other = parts[random.Next(parts.Count)];
        return (part.IsName ? 5 + random.Next(3) : random.Next(6)) switch
        {
            0 or 1 => Replaced(json, part, Encoding.UTF8.GetBytes(Odd[random.Next(Odd.Length)])),
            2 => Replaced(json, part, Nested(json[part.Start..part.End], Depths[random.Next(Depths.Length)], random)),
            3 => Replaced(json, part, json[other.Start..other.End]),
            4 => Doubled(json, part),
            5 => Without(json, part),
            6 => Replaced(json, part, Encoding.UTF8.GetBytes(OddNames[random.Next(OddNames.Length)])),
            _ => Replaced(json, part, other.IsName ? json[other.Start..other.End] : "\"other\""u8.ToArray()),
        };
    }

    private static byte[] Replaced(byte[] json, Part part, byte[] by) => [.. json[..part.Start], .. by, .. json[part.End..]];

    // With its name, in an object.
    private static byte[] Doubled(byte[] json, Part part) =>
        [.. json[..part.End], (byte)',', .. json[part.WithName.Start..part.WithName.End], .. json[part.End..]];

    // With its name and one comma beside it, so that the rest is still JSON, or nearly.
    private static byte[] Without(byte[] json, Part part)
    {
        var (start, end) = part.WithName;
        var (before, after) = (start - 1, end);
        while (after < json.Length && char.IsWhiteSpace((char)json[after]))
        {
            after++;
        }

        while (before >= 0 && char.IsWhiteSpace((char)json[before]))
        {
            before--;
        }

        return after < json.Length && json[after] == ',' ? [.. json[..start], .. json[(after + 1)..]]
            : before >= 0 && json[before] == ',' ? [.. json[..before], .. json[end..]]
            : [.. json[..start], .. json[end..]];
    }

    private static byte[] Nested(byte[] value, int depth, Random random)
    {
        var (open, close) = random.Next(2) == 0 ? ("[", "]") : ("{\"a\":", "}");
        return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(open, depth)) + Encoding.UTF8.GetString(value) + string.Concat(Enumerable.Repeat(close, depth)));
    }

    // Every value and every name; none of a text that is no JSON any more.
    private static List<Part> Parts(byte[] json)
    {
        var parts = new List<Part>();
        var open = new Stack<int>();
        Part? name = null;
        var reader = new Utf8JsonReader(json, Any);
        try
        {
            while (reader.Read())
            {
                var (start, end) = ((int)reader.TokenStartIndex, (int)reader.BytesConsumed);
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        name = new Part(start, start + reader.ValueSpan.Length + 2, true, default);
                        parts.Add(name with { WithName = (start, end) });
                        continue;
                    case JsonTokenType.StartArray or JsonTokenType.StartObject:
                        open.Push(parts.Count);
                        parts.Add(new Part(start, end, false, (name?.Start ?? start, end)));
                        break;
                    case JsonTokenType.EndArray or JsonTokenType.EndObject:
                        var whole = parts[open.Peek()];
                        parts[open.Pop()] = whole with { End = end, WithName = (whole.WithName.Start, end) };
                        break;
                    default:
                        parts.Add(new Part(start, end, false, (name?.Start ?? start, end)));
                        break;
                }

                name = null;
            }
        }
        catch (JsonException)
        {
            parts.Clear();
        }

        return parts;
    }

    private sealed record Part(int Start, int End, bool IsName, (int Start, int End) WithName);
}
