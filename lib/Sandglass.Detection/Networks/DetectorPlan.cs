using System.Text.Json.Serialization;
using Sandglass.Blocks;
using Sandglass.Detection.Boxes;
using Sandglass.Networks;

namespace Sandglass.Detection.Networks;

/// <summary>
/// A single-shot detector as data: a classifier's backbone, feature maps taken from some of its layers, extra blocks after
/// it, and on each of these maps a head for classes and one for boxes.
/// <code>
/// image ─► backbone ──map 1──► ──map 2──► ─► extra 1 ─► extra 2 ─► …
///                       │          │            │          │
///                     head 1     head 2       head 3     head 4        [N, P, classes + 1], [N, P, 4]
/// </code>
/// </summary>
public sealed record DetectorPlan
{
    /// <summary>Name, such as <c>ssdlite320-mobilenext-1.0</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The backbone; its resolution is the detector's, its classifier takes no part.</summary>
    public required NetworkPlan Backbone { get; init; }

    /// <summary>Places in the backbone whose maps the detector uses, as <see cref="FeatureMap.Of"/> names them.</summary>
    [JsonPropertyName("taps")] // the word in recorded runs and their hashes
    public required IReadOnlyList<string> FeaturePlaces { get; init; }

    /// <summary>Blocks after the backbone's end; each one's output is a level.</summary>
    public required IReadOnlyList<BlockSpec> Extras { get; init; }

    /// <summary>The boxes of every level.</summary>
    public required PriorPlan Priors { get; init; }

    /// <summary>Classes of objects, without background.</summary>
    public required int Classes { get; init; }

    /// <summary>Side of the square input, pixels.</summary>
    public int Resolution => Backbone.Resolution;

    /// <summary>Channels of the input images.</summary>
    public int InputChannels => Backbone.InputChannels;

    /// <summary>The maps that the heads see: those of the backbone, then those of the extra blocks.</summary>
    /// <exception cref="InvalidSpecException">The plan cannot be built.</exception>
    [JsonIgnore]
    internal IReadOnlyList<FeatureMap> Levels
    {
        get
        {
            var maps = FeatureMap.Of(Backbone);
            var levels = FeaturePlaces.Select(place => maps.FirstOrDefault(map => map.Place == place)
                ?? throw new InvalidSpecException($"detector {Name} cannot be built: {Backbone.Name} has no map {place}")).ToList();
            var end = maps[^1];
            levels.AddRange(Extras.Select((block, i) => end = end.After($"extra{i + 1}", block)));
            return levels;
        }
    }

    /// <summary>All layers under the built module's names: backbone, extras, heads.</summary>
    /// <exception cref="InvalidSpecException">The plan cannot be built.</exception>
    internal IReadOnlyList<NetworkLayer> Layers()
    {
        Validated();
        var walk = new LayerWalk { Prefix = "backbone." };
        var end = walk.Features(Backbone);
        walk.Prefix = "";
        var levels = FeaturePlaces.Select(place => walk.Layers.Last(layer => layer.Output.Place == place).Output).ToList();
        levels.AddRange(Extras.Select((block, i) => end = walk.Block($"extra{i + 1}", block, end)));
        foreach (var (i, level) in levels.Index())
        {
            var (boxes, separable) = (Priors.Levels[i].PerPlace, i < levels.Count - 1);
            walk.Part = $"head{i + 1}";
            BoxHead.Walk(walk, $"{walk.Part}.scores", level, boxes * (Classes + 1), separable);
            BoxHead.Walk(walk, $"{walk.Part}.offsets", level, boxes * 4, separable);
        }

        return walk.Layers;
    }

    /// <summary>Boxes P of one image.</summary>
    public int PriorCount => Levels.Zip(Priors.Levels, (map, level) => map.Size * map.Size * level.PerPlace).Sum();

    /// <summary>The P boxes, in the order of the network's answers, as shares of the image's sides.</summary>
    public Box[] PriorBoxes() => Priors.Boxes(Resolution, [.. Levels.Select(map => map.Size)]);

    /// <summary>The same detector for images of other channels.</summary>
    /// <param name="channels">1 for grey, 3 for colour.</param>
    public DetectorPlan WithInputChannels(int channels) =>
        this with { Backbone = Backbone with { Stem = Backbone.Stem with { InChannels = channels } } };

    /// <summary>Checks that the parts fit together.</summary>
    /// <returns>This plan.</returns>
    /// <exception cref="InvalidSpecException">They do not.</exception>
    public DetectorPlan Validated()
    {
        Backbone.Validated();
        Require(Classes is > 0 and <= 10_000, $"the number of classes must be 1 to 10,000, not {Classes}");
        Require(Levels.Count > 0, $"no head has a map to look at; name a place of the backbone");
        Require(Levels.Count == Priors.Levels.Count, $"it has {Levels.Count} maps but priors for {Priors.Levels.Count}; give each map its priors");
        Require(
            Priors.Levels.All(l => l.Stride > 0 && l.MinSize > 0 && l.MaxSize >= l.MinSize && l.Ratios.All(r => r > 0)),
            $"strides, sizes and ratios of priors must be positive, and the larger size not below the smaller");
        Require(Priors is { CenterVariance: > 0, SizeVariance: > 0 }, $"variances must be positive");
        return this;
    }

    private void Require(bool condition, FormattableString reason)
    {
        if (!condition)
        {
            throw new InvalidSpecException($"detector {Name} cannot be built: {FormattableString.Invariant(reason)}");
        }
    }
}
