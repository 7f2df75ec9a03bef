using Sandglass.Blocks;

namespace Sandglass.Networks;

/// <summary>
/// One layer of a network as data. The list of them, <see cref="NetworkPlan.Layers"/>, is the one walk that counts, places
/// of probes, names of weights, groups of gradients and exported graphs are read from, so that they cannot disagree.
/// </summary>
/// <param name="Name">Dotted name, such as <c>stage3.block2.reduce.conv</c>; that of the built module where it has weights.</param>
/// <param name="Part">The block, cell or other part of the network that it belongs to, such as <c>stage3.block2</c>.</param>
/// <param name="Input">What it is given; of an addition what is added, of a gate's product the gate.</param>
/// <param name="Output">What it makes.</param>
internal abstract record NetworkLayer(string Name, string Part, FeatureMap Input, FeatureMap Output)
{
    /// <summary>Everything that it is given, in order; <see cref="FeatureMap.From"/> says which layer made each.</summary>
    internal virtual IReadOnlyList<FeatureMap> Inputs => [Input];

    /// <summary>A convolution's kernel, with a bias or without; BatchNorm and activation are layers of their own.</summary>
    internal sealed record Convolution(string Name, string Part, FeatureMap Input, FeatureMap Output, ConvSpec Kernel, bool HasBias)
        : NetworkLayer(Name, Part, Input, Output)
    {
        /// <summary>Input pixels between neighbouring weights.</summary>
        internal int Dilation { get; init; } = 1;

        /// <summary>Rows and columns of the input that it leaves out at the start, and sees as zeros at the end of an odd side.</summary>
        internal int Skipped { get; init; }
    }

    /// <summary>BatchNorm; in a search it has no scale and shift.</summary>
    internal sealed record Norm(string Name, string Part, FeatureMap Input, FeatureMap Output, double Epsilon, bool HasScale)
        : NetworkLayer(Name, Part, Input, Output);

    /// <summary>An elementwise function; <see cref="Activation.None"/> where a linear layer or block ends.</summary>
    internal sealed record Activate(string Name, string Part, FeatureMap Input, FeatureMap Output, Activation Function)
        : NetworkLayer(Name, Part, Input, Output);

    /// <summary>Multiplies a map, channel by channel, by its gate.</summary>
    internal sealed record Scale(string Name, string Part, FeatureMap Input, FeatureMap Map, FeatureMap Output) : NetworkLayer(Name, Part, Input, Output)
    {
        internal override IReadOnlyList<FeatureMap> Inputs => [Map, Input];
    }

    /// <summary>Adds to a map; where what is added has fewer channels, to its first ones.</summary>
    internal sealed record Addition(string Name, string Part, FeatureMap Input, FeatureMap Map, FeatureMap Output) : NetworkLayer(Name, Part, Input, Output)
    {
        internal override IReadOnlyList<FeatureMap> Inputs => [Map, Input];
    }

    /// <summary>A pool whose window has this side; 0: the whole map.</summary>
    internal sealed record Pool(string Name, string Part, FeatureMap Input, FeatureMap Output, int Window)
        : NetworkLayer(Name, Part, Input, Output)
    {
        /// <summary>Whether it takes the largest number of its window; else the average, without padding.</summary>
        internal bool IsMaximum { get; init; }
    }

    /// <summary>Maps side by side.</summary>
    internal sealed record Join(string Name, string Part, IReadOnlyList<FeatureMap> Joined, FeatureMap Output)
        : NetworkLayer(Name, Part, Joined[0], Output)
    {
        internal override IReadOnlyList<FeatureMap> Inputs => Joined;
    }

    /// <summary>Zeros, whatever it is given.</summary>
    internal sealed record Zeros(string Name, string Part, FeatureMap Input, FeatureMap Output) : NetworkLayer(Name, Part, Input, Output);

    /// <summary>A layer of the user's own.</summary>
    internal sealed record Own(string Name, string Part, FeatureMap Input, FeatureMap Output, OwnLayer Layer)
        : NetworkLayer(Name, Part, Input, Output);

    /// <summary>A linear layer with bias.</summary>
    internal sealed record Linear(string Name, string Part, FeatureMap Input, FeatureMap Output) : NetworkLayer(Name, Part, Input, Output);
}
