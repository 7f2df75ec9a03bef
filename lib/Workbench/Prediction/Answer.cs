using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sandglass.Display;
using WholeFiles;
using Workbench.Reports;

namespace Workbench.Prediction;

/// <summary>Class scores of images, and of which network.</summary>
/// <param name="Network">Name of the plan.</param>
/// <param name="IdentityMultiplier">α, as a person writes it.</param>
/// <param name="Shape">[N, classes].</param>
/// <param name="Logits">A row an image.</param>
/// <param name="Classes">Names of the classes; null where the weights' classes have none here.</param>
internal sealed record Answer(
    string Network,
    string IdentityMultiplier,
    int[] Shape,
    float[][] Logits,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Classes = null)
{
    private const int Best = 5;

    /// <summary>The highest scores of each image.</summary>
    internal void WriteTable(TextWriter output)
    {
        var shown = Math.Min(Best, Shape[1]);
        output.WriteLine(Invariant($"{Network}, identity multiplier {IdentityMultiplier}: logits of the {shown} likeliest of {Shape[1]} classes{(Classes is null ? " (classes from 0)" : "")}"));
        output.WriteLine();
        Table.Of(
            ["#Image", .. Enumerable.Range(1, shown).SelectMany(place => new[] { $"{(Classes is null ? "#" : "")}{place}. class", "#logit" })],
            Logits.Select((logits, image) => (string[])[Invariant($"{image}"), .. logits.Index().OrderByDescending(score => score.Item).Take(shown)
                .SelectMany(score => new[] { Classes?[score.Index] ?? Invariant($"{score.Index}"), Invariant($"{score.Item:0.0000}") })])).Write(output);
    }

    internal void WriteJson(TextWriter output) => output.WriteLine(JsonSerializer.Serialize(this, AnswerJson.Default.Answer));

    /// <summary>Raw single precision, [N, classes]; the file is whole or as it was.</summary>
    internal void WriteRaw(string path) => WholeFile.Write(path, file =>
    {
        foreach (var row in Logits)
        {
            file.Write(MemoryMarshal.AsBytes<float>(row));
        }
    });

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(Answer))]
internal sealed partial class AnswerJson : JsonSerializerContext;
