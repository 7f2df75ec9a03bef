using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Sandglass.Training;

/// <summary>
/// The form of a spec that its hash is taken over: what was never changed from its released value, and what is null and
/// has no other, is left out, so that a knob that is added later changes no hash of before.
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
    internal static string Hash(RunSpec spec, int semantics) => Sha256(Of(spec, semantics))[..HashLength];

    /// <summary>The hashes of a spec with other seeds: its form is made once, as a study has thousands of such specs.</summary>
    /// <returns>The hash of a seed.</returns>
    internal static Func<int, string> HashOfSeed(RunSpec spec)
    {
        var form = Text(Of(spec with { Seed = int.MinValue }, spec.Task.Semantics));
        var seed = Encoding.UTF8.GetBytes(FormattableString.Invariant($"\n  \"seed\": {int.MinValue}")); // of the form itself: what lies deeper is indented more
        var at = form.AsSpan().IndexOf(seed) + seed.Length;
        var (before, after) = (form.AsMemory(0, at - int.MinValue.ToString(CultureInfo.InvariantCulture).Length), form.AsMemory(at));
        return other =>
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(before.Span);
            hash.AppendData(Encoding.UTF8.GetBytes(other.ToString(CultureInfo.InvariantCulture)));
            hash.AppendData(after.Span);
            return Convert.ToHexStringLower(hash.GetHashAndReset())[..HashLength];
        };
    }

    /// <summary>The SHA-256 of a form, all of its digits.</summary>
    internal static string Sha256(JsonNode form) => Convert.ToHexStringLower(SHA256.HashData(Text(form)));

    /// <summary>The form of a record: names sorted, without nulls and knobs at their released values.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    internal static JsonObject Of<T>(T value) => (JsonObject)Sorted(JsonSerializer.SerializeToNode(value, Options))!;

    /// <summary>The form of a spec.</summary>
    internal static JsonNode Of(RunSpec spec, int semantics)
    {
        var form = Of(spec);
        form["semantics"] = semantics;
        if (spec.Task.Needs is { Count: > 0 } needs)
        {
            form["needs"] = new JsonArray([.. needs.Select(need => JsonValue.Create(need.Hash))]); // whose semantics count too
        }

        return form;
    }

    private static byte[] Text(JsonNode form) => JsonSerializer.SerializeToUtf8Bytes(form, RunJson.Options);

    private static void LeaveOut(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            var attribute = property.AttributeProvider?.GetCustomAttributes(typeof(ReleasedAttribute), inherit: true).OfType<ReleasedAttribute>().FirstOrDefault();
            var released = attribute is null ? null : JsonNode.Parse(attribute.Json);
            var (before, isComputed) = (property.ShouldSerialize, property.Set is null && property.AssociatedParameter is null);
            property.ShouldSerialize = (owner, value) => !isComputed
                && (before is null || before(owner, value))
                && (attribute is null ? value is not null : !JsonNode.DeepEquals(JsonSerializer.SerializeToNode(value, property.PropertyType, Options), released));
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
