using Sandglass.Blocks;

namespace Sandglass.Search.Space;

/// <summary>What a search may choose from, and the network in which it chooses.</summary>
public sealed record SearchSpace
{
    /// <summary>Name of the space.</summary>
    public required string Name { get; init; }

    /// <summary>What may stand on an edge, in the order that decides ties.</summary>
    public required IReadOnlyList<CandidateOperation> Operations { get; init; }

    /// <summary>Nodes between a cell's two inputs and its output; the output joins all of them.</summary>
    [Released("4")]
    public int Nodes { get; init; } = 4;

    /// <summary>Cells of the search network; those at a third and at two thirds halve the map.</summary>
    [Released("8")]
    public int Cells { get; init; } = 8;

    /// <summary>Width of the first cell; it doubles at each reduction.</summary>
    [Released("16")]
    public int Channels { get; init; } = 16;

    /// <summary>Step of the stem: 2 searches on maps of half the image's side.</summary>
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

    /// <summary>The space of Liu et al. 2019 for CIFAR-10: eight operations, 8 cells of 16 channels, 4 nodes.</summary>
    public static SearchSpace Original { get; } = new() { Name = "original", Operations = CandidateOperation.Original };

    /// <summary>
    /// The original and the sandglass with 3×3 and 5×5 kernels. The paper claims a gain from adding the block; which
    /// kernels and ratio it had there, and whether another operation had to go, it does not say.
    /// </summary>
    public static SearchSpace WithSandglass { get; } = new()
    {
        Name = "with-sandglass",
        Operations = [.. CandidateOperation.Original, CandidateOperation.Sandglass(3), CandidateOperation.Sandglass(5)],
    };

    /// <summary>The original, the sandglass and the inverted residual: is it the block, or any block?</summary>
    public static SearchSpace WithBlocks { get; } = WithSandglass with
    {
        Name = "with-blocks",
        Operations = [.. WithSandglass.Operations, CandidateOperation.InvertedResidual(3)],
    };

    /// <summary>Edges of a cell: each node sees both inputs and every node before it.</summary>
    public int Edges => Nodes * (Nodes + 3) / 2;

    /// <summary>Place of the first edge into a node; its edges come from inputs 0 and 1, then from the nodes before it.</summary>
    /// <param name="node">Node, from 0.</param>
    public static int FirstEdge(int node) => node * (node + 3) / 2;

    /// <summary>Checks every number.</summary>
    /// <returns>This space.</returns>
    /// <exception cref="InvalidSpecException">A number is out of range; the message says which.</exception>
    public SearchSpace Validated()
    {
        Require(Operations.Any(operation => !operation.Equals(CandidateOperation.None)), "it has no operation other than none");
        Require(Operations.Distinct().Count() == Operations.Count, "it names an operation twice");
        Require(Nodes is > 0 and <= 16, $"nodes must lie in 1 to 16, not {Nodes}");
        Require(Cells is >= 3 and <= 100, $"cells must lie in 3 to 100, so that there are normal and reduction cells, not {Cells}");
        Require(Channels > 0, $"channels must be positive, not {Channels}");
        Require(StemStride is 1 or 2, $"the stem's stride must be 1 or 2, not {StemStride}");
        Require(InputChannels > 0 && Classes > 1 && Resolution > 0, "images need at least one channel, one pixel and two classes");
        return this;
    }

    private void Require(bool condition, string reason)
    {
        if (!condition)
        {
            throw new InvalidSpecException($"space {Name} cannot be searched: {reason}");
        }
    }
}
