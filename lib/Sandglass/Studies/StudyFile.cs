using System.Text.Json;
using System.Text.Json.Nodes;
using Sandglass.Training;
using WholeFiles;

namespace Sandglass.Studies;

/// <summary>
/// A study in a small file:
/// <code>
/// {
///   "name": "kernels",
///   "preset": "quick",
///   "seeds": 5,
///   "multiplyAdds": 3200000,
///   "arms": {
///     "5x5": { "family": "sandglass", "kernel": 5 },
///     "3x3": { "family": "sandglass" }
///   }
/// }
/// </code>
/// An arm is a block of its family with other values of <see cref="BlockSpec"/>'s properties, in a network for small images at the
/// budget. The first arm is compared with each of the others. <c>question</c>, <c>ratio</c> of an arm and <c>images</c> may be added.
/// </summary>
internal sealed record StudyFile
{
    private const int MostBytes = 1 << 20;
    private const int WideChannels = 96;

    public required string Name { get; init; }

    public string? Question { get; init; }

    public string Preset { get; init; } = Sandglass.Preset.Quick.Name;

    public int Seeds { get; init; } = 3;

    public double? MultiplyAdds { get; init; }

    public double? Parameters { get; init; }

    public DataSource? Images { get; init; }

    public required JsonObject Arms { get; init; }

    /// <summary>The study of a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WorkbenchException">It cannot be read; the message names it and says what is wrong.</exception>
    internal static Study Read(string path) => Damage.Typed(
        () => JsonSerializer.Deserialize<StudyFile>(BoundedFile.ReadText(path, MostBytes), RunJson.Strict) is { } file ? file.Study() : throw new JsonException("it is empty"),
        (reason, wrong) => new WorkbenchException($"the study in {path} cannot be read ({reason}); correct the file", wrong));

    private Study Study()
    {
        Damage.Unless(Name.Length is > 0 and <= 60 && Name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'), $"a study's name has letters, digits, hyphens, underscores and dots, not '{Name}'");
        Damage.Unless(Seeds is >= 1 and <= 1000, $"seeds must be 1 to 1000, not {Seeds}");
        Damage.Unless(MultiplyAdds is null != Parameters is null, "it needs a budget: multiplyAdds or parameters");
        using var images = Images?.Load();
        (int Resolution, int Channels, int Classes)? shape = images is null ? null : FittedPlans.Shape(images);
        var study = Sandglass.Study.Compare([.. Arms.Select(arm => (arm.Key, Network(arm.Key, arm.Value, shape)))]);
        return study.Trained(Sandglass.Preset.Named(Preset), Images) with
        {
            Name = Name,
            Question = Question ?? study.Question,
            Seeds = [.. Enumerable.Range(1, Seeds)],
        };
    }

    private NetworkPlan Network(string arm, JsonNode? properties, (int Resolution, int Channels, int Classes)? shape)
    {
        try
        {
            var block = Block(properties as JsonObject ?? throw new JsonException("it is not an object such as { \"family\": \"sandglass\" }"));
            var plan = shape is var (resolution, channels, classes) ? Plan.SmallImage(block, resolution, channels, classes) : Plan.SmallImage(block);
            return MultiplyAdds is { } multiplyAdds ? plan.AtMultiplyAdds(multiplyAdds) : plan.AtParameters(Parameters!.Value);
        }
        catch (Exception wrong) when (wrong is JsonException or WorkbenchException or InvalidOperationException or FormatException)
        {
            throw new FormatException($"arm '{arm}': {wrong.Message}", wrong);
        }
    }

    // The family's own block with what the file says otherwise.
    private static BlockSpec Block(JsonObject properties)
    {
        var family = properties["family"]?.Deserialize<BlockFamily>(RunJson.Strict) ?? throw new JsonException("it names no family");
        var ratio = properties["ratio"]?.GetValue<double>() ?? 6;
        var block = family switch
        {
            BlockFamily.InvertedResidual => BlockSpec.InvertedResidual(WideChannels / 6, WideChannels / 6, ratio),
            BlockFamily.Bottleneck => BlockSpec.Bottleneck(WideChannels, WideChannels, ratio),
            _ => BlockSpec.Sandglass(WideChannels, WideChannels, ratio),
        };
        var json = JsonSerializer.SerializeToNode(block, RunJson.Options)!.AsObject();
        foreach (var (name, value) in properties.Where(property => property.Key is not ("family" or "ratio")))
        {
            json[name] = value?.DeepClone();
        }

        return json.Deserialize<BlockSpec>(RunJson.Strict)!;
    }
}
