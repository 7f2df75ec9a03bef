using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sandglass.Blocks;

/// <summary>A word for a built-in activation, such as <c>reLU6</c>; name and version of an own one.</summary>
internal sealed class ActivationConverter : JsonConverter<Activation>
{
    private const string Name = "name";
    private const string Version = "version";

    public override Activation Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            var word = reader.GetString();
            return Activation.BuiltIn.FirstOrDefault(known => known.Name.Equals(word, StringComparison.OrdinalIgnoreCase))
                ?? throw new JsonException($"there is no activation {Quoted.Name(word ?? "")}; it is one of {string.Join(", ", Activation.BuiltIn.Select(Word))}, or name and version of an own one");
        }

        using var own = JsonDocument.ParseValue(ref reader);
        return own.RootElement is { ValueKind: JsonValueKind.Object } fields
            && fields.TryGetProperty(Name, out var name) && name.ValueKind == JsonValueKind.String
            && fields.TryGetProperty(Version, out var version) && version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out var number)
            ? Named(name.GetString()!, number)
            : throw new JsonException("an activation is a word, or name and version of an own one");
    }

    public override void Write(Utf8JsonWriter writer, Activation value, JsonSerializerOptions options)
    {
        if (!value.IsOwn)
        {
            writer.WriteStringValue(Word(value));
            return;
        }

        OwnPartErrors.RequireRegistered("activation", value.Name, value.Version);
        writer.WriteStartObject();
        writer.WriteString(Name, value.Name);
        writer.WriteNumber(Version, value.Version);
        writer.WriteEndObject();
    }

    private static string Word(Activation activation) => JsonNamingPolicy.CamelCase.ConvertName(activation.Name);

    private static Activation Named(string name, int version)
    {
        try
        {
            return Activation.Named(name, version);
        }
        catch (InvalidSpecException wrong)
        {
            throw new JsonException(wrong.Message, wrong);
        }
    }
}
