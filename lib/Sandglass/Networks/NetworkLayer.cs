using Sandglass.Blocks;

namespace Sandglass.Networks;

/// <summary>
/// One layer of a network as data. The list of them, <see cref="NetworkPlan.Layers"/>, is the one walk that counts, places
/// of probes, names of weights and groups of gradients are read from, so that they cannot disagree.
/// </summary>
/// <param name="Name">Dotted name, such as <c>stage3.block2.reduce.conv</c>; that of the built module where it has weights.</param>
/// <param name="Part">The block, cell or other part of the network that it belongs to, such as <c>stage3.block2</c>.</param>
/// <param name="Input">What it is given; of an addition what is added, of a gate's product the gate.</param>
/// <param name="Output">What it makes.</param>
internal abstract record NetworkLayer(string Name, string Part, FeatureMap Input, FeatureMap Output)
{
    /// <summary>A convolution's kernel, with a bias or without; BatchNorm and activation are layers of their own.</summary>
    internal sealed record Convolution(string Name, string Part, FeatureMap Input, FeatureMap Output, ConvSpec Kernel, bool HasBias)
        : NetworkLayer(Name, Part, Input, Output);

    /// <summary>BatchNorm; in a search it has no scale and shift.</summary>
    internal sealed record Norm(string Name, string Part, FeatureMap Input, FeatureMap Output, double Epsilon, bool HasScale)
        : NetworkLayer(Name, Part, Input, Output);

    /// <summary>An elementwise function; <see cref="Activation.None"/> where a linear layer or block ends.</summary>
    internal sealed record Activate(string Name, string Part, FeatureMap Input, FeatureMap Output, Activation Function)
        : NetworkLayer(Name, Part, Input, Output);

    /// <summary>Multiplies a map, channel by channel, by its gate.</summary>
    internal sealed record Scale(string Name, string Part, FeatureMap Input, FeatureMap Output) : NetworkLayer(Name, Part, Input, Output);

    /// <summary>Adds to a map.</summary>
    internal sealed record Addition(string Name, string Part, FeatureMap Input, FeatureMap Output) : NetworkLayer(Name, Part, Input, Output);

    /// <summary>A pool whose window has this side; 0: the whole map.</summary>
    internal sealed record Pool(string Name, string Part, FeatureMap Input, FeatureMap Output, int Window)
        : NetworkLayer(Name, Part, Input, Output);

    /// <summary>A layer of the user's own.</summary>
    internal sealed record Own(string Name, string Part, FeatureMap Input, FeatureMap Output, OwnLayer Layer)
        : NetworkLayer(Name, Part, Input, Output);

    /// <summary>A linear layer with bias.</summary>
    internal sealed record Linear(string Name, string Part, FeatureMap Input, FeatureMap Output) : NetworkLayer(Name, Part, Input, Output);
}
