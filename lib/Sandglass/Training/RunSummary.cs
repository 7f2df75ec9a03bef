using System.Text.Json;
using System.Text.Json.Serialization;
using Sandglass.Runtime;

namespace Sandglass.Training;

/// <summary>The content of <c>run.json</c>: what was run, where, at what cost, with what result.</summary>
/// <param name="Hash">Name of the run's folder.</param>
/// <param name="Semantics">What the bytes mean; see <see cref="RunTaskAttribute.Semantics"/>.</param>
/// <param name="Kind">The word for its task.</param>
/// <param name="Name">What was trained.</param>
/// <param name="Spec">What decided the result, a <see cref="RunSpec"/>; as it is written, since its task may be of a library that is not loaded.</param>
/// <param name="Environment">Machine and versions; with the same spec and the same environment the bytes are the same.</param>
/// <param name="Parameters">Trainable parameters.</param>
/// <param name="MultiplyAdds">Multiply-adds of one image.</param>
/// <param name="Result">What came out, a record of the task's own.</param>
internal sealed record RunSummary(
    string Hash,
    int Semantics,
    string Kind,
    string Name,
    JsonElement Spec,
    EnvironmentFingerprint Environment,
    long Parameters,
    long MultiplyAdds,
    JsonElement Result)
{
    /// <summary>How the run diverged; null where it was trained to its end. Its result is then empty.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Divergence? Divergence { get; init; }

    /// <summary>Checks what types do not.</summary>
    /// <exception cref="FormatException">A name or a number is none that a run has.</exception>
    internal void Check()
    {
        Damage.UnlessName(Kind, "its task");
        Damage.UnlessName(Name, "its network");
        Damage.Unless(Parameters >= 0 && MultiplyAdds >= 0, "it has a negative number of parameters or multiply-adds");
        Damage.Unless(Result.ValueKind == JsonValueKind.Object, "its result is not a JSON object");
        Damage.UnlessResults(RunFacts.NumbersOf(RunFacts.ResultsOf(Result)));
        Damage.Unless(Divergence is null or { Steps: >= 0, Reason.Length: > 0 }, "it does not say how it diverged");
    }

    /// <summary>The numbers and words of a result, without its lists and objects, under the names that tables give them.</summary>
    internal static IEnumerable<(string Name, JsonElement Value)> FieldsOf(JsonElement result) =>
        result.EnumerateObject().Where(field => field.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)).Select(field => (JsonNamingPolicy.SnakeCaseLower.ConvertName(field.Name), field.Value));

    /// <summary>A whole number of the spec that lists show, such as <c>seed</c> or the recipe's <c>epochs</c>.</summary>
    internal int? Number(params ReadOnlySpan<string> path) =>
        At(path) is { ValueKind: JsonValueKind.Number } at && at.TryGetInt32(out var number) ? number : null;

    /// <summary>A word of the spec that lists show, such as <c>backend</c>.</summary>
    internal string? Word(params ReadOnlySpan<string> path) => At(path) is { ValueKind: JsonValueKind.String } at ? at.GetString() : null;

    private JsonElement? At(ReadOnlySpan<string> path)
    {
        var at = Spec;
        foreach (var name in path)
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return null;
            }
        }

        return at;
    }
}
