using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sandglass.Training;

/// <summary>How runs are written as JSON: what was said, not what follows from it.</summary>
public static class RunJson
{
    private const int HashLength = 16;

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

    /// <summary>The name of a run: the first 16 hexadecimal digits of the SHA-256 of its spec as JSON.</summary>
    /// <typeparam name="T">The spec, a record of all that decides the run.</typeparam>
    /// <param name="spec">The spec.</param>
    public static string Hash<T>(T spec) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(spec, Options)))[..HashLength];
}
