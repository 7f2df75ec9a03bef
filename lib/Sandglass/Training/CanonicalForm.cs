using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Sandglass.Training;

/// <summary>
/// The form of a spec that its hash is taken over: what was never changed from its released value, and what is null, is
/// left out, so that a knob that is added later changes no hash of before.
/// </summary>
internal static class CanonicalForm
{
    private const int HashLength = 16;

    internal static JsonSerializerOptions Options { get; } = new(RunJson.Options)
    {
        WriteIndented = false,
        TypeInfoResolver = RunJson.Options.TypeInfoResolver!.WithAddedModifier(LeaveOut),
    };

    /// <summary>The hash of a spec under a number of semantics.</summary>
    internal static string Hash(RunSpec spec, int semantics) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Of(spec, semantics), RunJson.Options)))[..HashLength];

    /// <summary>The form itself.</summary>
    internal static JsonNode Of(RunSpec spec, int semantics)
    {
        var form = (JsonObject)Sorted(JsonSerializer.SerializeToNode(spec, Options)!)!;
        form["semantics"] = semantics;
        return form;
    }

    private static void LeaveOut(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            var released = property.AttributeProvider?.GetCustomAttributes(typeof(ReleasedAttribute), inherit: true) is [ReleasedAttribute attribute, ..]
                ? JsonNode.Parse(attribute.Json)
                : null;
            var (before, isComputed) = (property.ShouldSerialize, property.Set is null && property.AssociatedParameter is null);
            property.ShouldSerialize = (owner, value) => !isComputed
                && (before is null || before(owner, value))
                && (released is null ? value is not null : !JsonNode.DeepEquals(JsonSerializer.SerializeToNode(value, property.PropertyType, Options), released));
        }
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => KeyValuePair.Create(field.Key, Sorted(field.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
