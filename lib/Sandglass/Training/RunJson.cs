using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sandglass.Runtime;

namespace Sandglass.Training;

/// <summary>How runs and studies are written as JSON: what was said, not what follows from it.</summary>
internal static class RunJson
{
    /// <summary>
    /// Camel case, indented, computed properties left out; what is required must be there. The core's own types are
    /// described at build time; others, such as the tasks of other libraries, by reflection, which is asked for by name so
    /// that a program without reflection by default (a file-based app) can read and write them too.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        IgnoreReadOnlyProperties = true,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        TypeInfoResolver = JsonTypeInfoResolver.Combine(CoreJson.Default, new DefaultJsonTypeInfoResolver()),
    };

    /// <summary>The same for what must say nothing else, since a typing error would otherwise pass, or a hash not cover it.</summary>
    public static JsonSerializerOptions Strict { get; } = new(Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>The same for reports, in which what follows is said too.</summary>
    public static JsonSerializerOptions WithComputed { get; } = new(Options) { IgnoreReadOnlyProperties = false };

    /// <summary>A value as text that ends with a line's end.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    public static string Text<T>(T value) => JsonSerializer.Serialize(value, Options) + "\n";

    /// <summary>A value from text.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <exception cref="JsonException">It is none.</exception>
    public static T Parse<T>(string text) => JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException("it is empty");

    /// <summary>A value from text in UTF-8.</summary>
    /// <inheritdoc cref="Parse{T}(string)"/>
    public static T Parse<T>(ReadOnlySpan<byte> text) => JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException("it is empty");
}

/// <summary>The core's own types, described at build time.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)] // RunJson.Options say the rest
[JsonSerializable(typeof(RunSpec))]
[JsonSerializable(typeof(RunSummary))]
[JsonSerializable(typeof(RunOrder))]
[JsonSerializable(typeof(Classification))]
[JsonSerializable(typeof(ClassifierInput))]
[JsonSerializable(typeof(EmbeddedImages))]
[JsonSerializable(typeof(GlyphImages))]
[JsonSerializable(typeof(CifarImages))]
[JsonSerializable(typeof(EnvironmentFingerprint[]))]
internal sealed partial class CoreJson : JsonSerializerContext;
