using Sandglass.Blocks;

namespace Sandglass.Networks;

/// <summary>What flows between two layers of a network for one image, known from the plan alone.</summary>
/// <param name="Place">Dotted name under which it can be captured or replaced, such as <c>stage6.block1.expand.out</c>; empty
/// where nothing shows it.</param>
/// <param name="Channels">Channels, or features.</param>
/// <param name="Size">Side of the square map; 0 of a list of features, from the last pool on.</param>
/// <param name="Stride">Input pixels between neighbouring elements.</param>
/// <param name="ReceptiveField">Side of the input square that one element sees, pixels.</param>
internal sealed record FeatureMap(string Place, int Channels, int Size, long Stride, long ReceptiveField)
{
    /// <summary>Name of the layer that makes it; empty: it is the image.</summary>
    public string From { get; init; } = "";

    /// <summary>[C, H, W] of one image, or [features].</summary>
    public IReadOnlyList<int> Shape => Size == 0 ? [Channels] : [Channels, Size, Size];

    /// <summary>Numbers an image.</summary>
    public long Elements => (long)Channels * Math.Max(1, Size) * Math.Max(1, Size);

    /// <summary>An image.</summary>
    /// <param name="channels">Channels.</param>
    /// <param name="size">Side, pixels.</param>
    public static FeatureMap Image(int channels, int size) => new("", channels, size, 1, 1);

    /// <summary>All maps that a network's layers and blocks put out, in the order of execution.</summary>
    /// <exception cref="InvalidSpecException">The plan cannot be built.</exception>
    public static IReadOnlyList<FeatureMap> Of(NetworkPlan plan) =>
        [.. plan.Layers().Select(layer => layer.Output).Where(map => map.Place.EndsWith(".out", StringComparison.Ordinal))];

    /// <summary>The map after a window that is padded to keep the size at stride 1; nothing shows it yet.</summary>
    /// <param name="channels">Channels of the map.</param>
    /// <param name="span">Side of the window, elements.</param>
    /// <param name="stride">Step of the window.</param>
    public FeatureMap After(int channels, int span, int stride) =>
        new("", channels, ((Size - 1) / stride) + 1, Stride * stride, ReceptiveField + ((span - 1) * Stride));

    /// <summary>What a block makes of this map.</summary>
    /// <param name="name">Dotted name of the block.</param>
    /// <param name="block">The block.</param>
    /// <exception cref="InvalidSpecException">The block cannot be built, or takes other channels.</exception>
    public FeatureMap After(string name, BlockSpec block) => block.InChannels == Channels
        ? new LayerWalk().Block(name, block, this)
        : throw new InvalidSpecException($"{name} takes {block.InChannels} channels but gets {Channels} from {Place}");

    /// <summary>Of two maps added or joined, an element sees what the one that sees more does.</summary>
    public FeatureMap With(FeatureMap other) => this with { ReceptiveField = Math.Max(ReceptiveField, other.ReceptiveField) };
}
