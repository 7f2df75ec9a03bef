using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Sandglass.Training;

/// <summary>The word by which JSON distinguishes records of one base.</summary>
/// <param name="kind">The word, such as <c>detection</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
internal class KindAttribute(string kind) : Attribute
{
    /// <summary>The word.</summary>
    public string Kind { get; } = kind;

    /// <summary>The word of a type.</summary>
    internal static string Of(Type type) => Named(type)?.Kind ?? throw new InvalidOperationException($"{type} has no [Kind] that names it");

    /// <summary>The type of a word in the libraries that this program refers to; null where none of them has it.</summary>
    internal static Type? Find(Type baseType, string kind)
    {
        bool Knows(Assembly assembly) =>
            assembly == baseType.Assembly || assembly.GetReferencedAssemblies().Any(known => known.Name == baseType.Assembly.GetName().Name);
        Type? Among(IEnumerable<Assembly> assemblies) => assemblies.Where(Knows).Reverse().SelectMany(assembly => assembly.GetTypes())
            .FirstOrDefault(type => type.IsSubclassOf(baseType) && Named(type)?.Kind == kind);
        var loaded = AppDomain.CurrentDomain.GetAssemblies();
        // .NET loads a library when its code first runs, and the word may come before.
        return Among(loaded) ?? Among(loaded.Where(Knows).SelectMany(assembly => assembly.GetReferencedAssemblies())
            .Where(name => loaded.All(assembly => assembly.GetName().Name != name.Name)).DistinctBy(name => name.Name).Select(Assembly.Load));
    }

    private static KindAttribute? Named(Type type) => (KindAttribute?)GetCustomAttribute(type, typeof(KindAttribute));
}

/// <summary>Writes a record with its word first, and reads it as the record that has this word.</summary>
/// <typeparam name="T">The base of the records, which any library may add to.</typeparam>
internal sealed class KindConverter<T> : JsonConverter<T>
    where T : class
{
    private const string Kind = "kind";

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var fields = JsonNode.Parse(ref reader) as JsonObject ?? throw new JsonException($"a {typeof(T).Name} is an object");
        var kind = fields[Kind] is JsonValue word && word.TryGetValue<string>(out var text) ? text : throw new JsonException($"the {typeof(T).Name} lacks its kind");
        var type = KindAttribute.Find(typeof(T), kind)
            ?? throw new JsonException($"no loaded library has the {typeof(T).Name} '{kind}'; reference the library that defines it");
        fields.Remove(Kind);
        return (T?)fields.Deserialize(type, options) ?? throw new JsonException($"the {typeof(T).Name} is empty");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        var fields = (JsonObject)JsonSerializer.SerializeToNode(value, value.GetType(), options)!;
        fields.Insert(0, Kind, KindAttribute.Of(value.GetType()));
        fields.WriteTo(writer, options);
    }
}
