using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sandglass.Runtime;

namespace Sandglass.Training;

/// <summary>How runs and studies are written as JSON: what was said, not what follows from it.</summary>
public static class RunJson
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
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        TypeInfoResolver = JsonTypeInfoResolver.Combine(CoreJson.Default, new DefaultJsonTypeInfoResolver()),
    };

    /// <summary>A value as text that ends with a line's end.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    public static string Text<T>(T value) => JsonSerializer.Serialize(value, Options) + "\n";

    /// <summary>A value from text.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <exception cref="JsonException">It is none.</exception>
    public static T Parse<T>(string text) => JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException("it is empty");
}

/// <summary>The core's own types, described at build time.</summary>
[JsonSerializable(typeof(RunSpec))]
[JsonSerializable(typeof(RunSummary))]
[JsonSerializable(typeof(Classification))]
[JsonSerializable(typeof(EnvironmentFingerprint[]))]
internal sealed partial class CoreJson : JsonSerializerContext;

/// <summary>Writes a task with its word first, and reads it as the record that has this word.</summary>
internal sealed class RunTaskConverter : JsonConverter<RunTask>
{
    private const string Kind = "kind";

    public override RunTask Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var fields = JsonNode.Parse(ref reader) as JsonObject ?? throw new JsonException("a task is an object");
        var kind = fields[Kind] is JsonValue word && word.TryGetValue<string>(out var text) ? text : throw new JsonException("the task does not say its kind");
        var type = RunTaskAttribute.Find(kind)
            ?? throw new JsonException($"no library that is loaded has the task '{kind}'; reference the one that it comes from");
        fields.Remove(Kind);
        return (RunTask?)fields.Deserialize(type, options) ?? throw new JsonException("the task is empty");
    }

    public override void Write(Utf8JsonWriter writer, RunTask value, JsonSerializerOptions options)
    {
        var fields = (JsonObject)JsonSerializer.SerializeToNode(value, value.GetType(), options)!;
        fields.Insert(0, Kind, value.Kind);
        fields.WriteTo(writer, options);
    }
}
