using System.Text.Json;
using System.Text.Json.Serialization;
using Sandglass.Blocks;

namespace Sandglass.Search.Space;

/// <summary>An operation is written as its name.</summary>
internal sealed class OperationNameConverter : JsonConverter<CandidateOperation>
{
    public override CandidateOperation Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return CandidateOperation.Named(reader.GetString() ?? throw new JsonException("an operation has no name"));
        }
        catch (Exception error) when (error is InvalidSpecException or InvalidOperationException)
        {
            throw new JsonException(error.Message, error);
        }
    }

    public override void Write(Utf8JsonWriter writer, CandidateOperation value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Name);
}
