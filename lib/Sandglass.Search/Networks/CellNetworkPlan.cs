using Sandglass.Blocks;
using Sandglass.Networks;
using Sandglass.Search.Space;

namespace Sandglass.Search.Networks;

/// <summary>The network of a genotype as data: stem, cells, pool, classifier.</summary>
public sealed record CellNetworkPlan
{
    /// <summary>Name of the network.</summary>
    public required string Name { get; init; }

    /// <summary>Its cells.</summary>
    public required Genotype Genotype { get; init; }

    /// <summary>Number of cells; those at a third and at two thirds are reduction cells.</summary>
    [Released("20")]
    public int Cells { get; init; } = 20;

    /// <summary>Width of the first cell; it doubles at each reduction.</summary>
    [Released("36")]
    public int Channels { get; init; } = 36;

    /// <summary>Step of the stem.</summary>
    [Released("1")]
    public int StemStride { get; init; } = 1;

    /// <summary>Channels of an image.</summary>
    [Released("3")]
    public int InputChannels { get; init; } = 3;

    /// <summary>Side of the square image, pixels.</summary>
    [Released("32")]
    public int Resolution { get; init; } = 32;

    /// <summary>Number of classes.</summary>
    [Released("10")]
    public int Classes { get; init; } = 10;

    /// <summary>Whether a second classifier learns from the cell at two thirds; it needs maps of 8 to 10 pixels there.</summary>
    [Released("false")]
    public bool Auxiliary { get; init; }

    /// <summary>Chance in [0, 1) that an operation other than the identity is left out for an image while training.</summary>
    [Released("0")]
    public double DropPath { get; init; }

    /// <summary>The network of the paper's evaluation on CIFAR-10: 20 cells of 36 channels, 32 px, 10 classes.</summary>
    /// <param name="name">Name of the network.</param>
    /// <param name="genotype">Its cells.</param>
    public static CellNetworkPlan Cifar(string name, Genotype genotype) => new() { Name = name, Genotype = genotype };

    /// <summary>A genotype's network as the space's images ask for it.</summary>
    /// <param name="name">Name of the network.</param>
    /// <param name="genotype">Its cells.</param>
    /// <param name="space">The space; its cells and channels are those of the search network.</param>
    public static CellNetworkPlan Of(string name, Genotype genotype, SearchSpace space) => new()
    {
        Name = name,
        Genotype = genotype,
        Cells = space.Cells,
        Channels = space.Channels,
        StemStride = space.StemStride,
        InputChannels = space.InputChannels,
        Resolution = space.Resolution,
        Classes = space.Classes,
    };

    /// <summary>All layers in the order of execution, known without building the network.</summary>
    /// <exception cref="InvalidSpecException">The plan cannot be built.</exception>
    internal IReadOnlyList<NetworkLayer> Layers() => CellWalk.Of(this);

    internal CellShapes Shapes => CellShapes.Of(
        Cells, Channels, StemStride, Resolution, Genotype.Normal.Concat.Count, Genotype.Reduction.Concat.Count);

    /// <summary>The two edges and the inputs of a cell.</summary>
    internal CellGenotype CellOf(CellShape shape) => shape.Reduces ? Genotype.Reduction : Genotype.Normal;

    /// <summary>Checks every number.</summary>
    /// <returns>This plan.</returns>
    /// <exception cref="InvalidSpecException">It cannot be built; the message says why.</exception>
    public CellNetworkPlan Validated()
    {
        Genotype.Validated();
        Require(Cells is > 0 and <= 100, $"cells must lie in 1 to 100, not {Cells}");
        Require(Channels > 0, $"channels must be positive, not {Channels}");
        Require(StemStride is 1 or 2, $"the stem's stride must be 1 or 2, not {StemStride}");
        Require(InputChannels > 0 && Classes > 1 && Resolution > 0, $"images need at least one channel, one pixel and two classes");
        Require(DropPath is >= 0 and < 1, $"drop-path must lie in [0, 1), not {DropPath}");
        var side = Shapes.Auxiliary.Size;
        Require(!Auxiliary || side is >= 8 and <= 10, $"the auxiliary classifier needs a map of 8 to 10 pixels a side, not {side}");
        return this;
    }

    private void Require(bool condition, FormattableString reason)
    {
        if (!condition)
        {
            throw new InvalidSpecException($"{Name} cannot be built: {FormattableString.Invariant(reason)}");
        }
    }
}
