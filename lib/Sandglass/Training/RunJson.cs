using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sandglass.Training;

/// <summary>How runs are written as JSON: what was said, not what follows from it.</summary>
internal static class RunJson
{
    internal static JsonSerializerOptions Options { get; } = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        IgnoreReadOnlyProperties = true,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };
}
