using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sandglass.Training;

/// <summary>How runs are written as JSON: what was said, not what follows from it.</summary>
public static class RunJson
{
    /// <summary>Camel case, indented, computed properties left out; what is required must be there.</summary>
    public static JsonSerializerOptions Options { get; } = new()
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
