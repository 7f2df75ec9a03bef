using System.Globalization;
using Sandglass.Analysis.Probes;
using Sandglass.Blocks;
using Sandglass.Networks;
using Sandglass.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Sandglass.Analysis.Interventions;

/// <summary>
/// A change to the shortcuts of a trained network that leaves its weights as they are. A shortcut has no parameters, so
/// that the same weights serve wherever it attaches.
/// </summary>
internal sealed class ShortcutVariant
{
    private readonly Func<BlockSpec, BlockSpec> _respec;
    private readonly Action<ProbeScope, FeatureMap> _edit;

    private ShortcutVariant(string name, Func<BlockSpec, BlockSpec>? respec = null, Action<ProbeScope, FeatureMap>? edit = null) =>
        (Name, _respec, _edit) = (name, respec ?? (block => block), edit ?? ((_, _) => { }));

    /// <summary>The network as it was trained.</summary>
    public static ShortcutVariant Intact { get; } = new("intact");

    /// <summary>Every shortcut adds zero.</summary>
    public static ShortcutVariant Cut { get; } = new("cut", edit: (probes, shortcut) => probes.Cut(shortcut.Place));

    /// <summary>What was changed.</summary>
    public string Name { get; }

    /// <summary>Every shortcut adds so many times the identity.</summary>
    /// <param name="factor">1 leaves the network intact, 0 cuts.</param>
    public static ShortcutVariant Scaled(double factor) => new(
        string.Create(CultureInfo.InvariantCulture, $"scaled {factor:0.##}"),
        edit: (probes, shortcut) => probes.Scale(shortcut.Place, factor));

    /// <summary>Every shortcut adds only to the first channels (the paper's identity tensor multiplier).</summary>
    /// <param name="share">Share of the channels, in [0, 1].</param>
    public static ShortcutVariant Narrowed(double share) => new(
        string.Create(CultureInfo.InvariantCulture, $"narrowed {share:0.##}"),
        block => block with { IdentityMultiplier = share });

    /// <summary>Every shortcut adds its channels in a random order: as much is added, but to the wrong channels.</summary>
    /// <param name="seed">Seed of the orders.</param>
    public static ShortcutVariant Permuted(int seed) => new(
        $"permuted {seed}", edit: (probes, shortcut) => probes.PermuteChannels(shortcut.Place, Order(shortcut, seed)));

    /// <summary>Every block that had a shortcut has it elsewhere.</summary>
    /// <param name="site">Where it attaches now.</param>
    public static ShortcutVariant MovedTo(ShortcutSite site) => new(
        $"moved to {site}".ToLowerInvariant(),
        block => block.Shortcut == ShortcutSite.None ? block : block with { Shortcut = site });

    /// <summary>Measures a network under this variant.</summary>
    /// <param name="network">The trained network; it is as before afterwards.</param>
    /// <param name="measure">Given the changed network, which lives for the length of the call.</param>
    /// <exception cref="InvalidSpecException">The shortcut cannot be moved there in these blocks.</exception>
    public T Measure<T>(BottleneckNetwork network, Func<BottleneckNetwork, T> measure)
    {
        var plan = network.Plan.WithBlocks((_, block) => _respec(block));
        if (plan.Blocks.SequenceEqual(network.Plan.Blocks))
        {
            return MeasureEdited(network, measure);
        }

        using var changed = Transplant.Into(plan, network);
        return MeasureEdited(changed, measure);
    }

    /// <summary>A record of the metric and the accuracy that a network has under this variant.</summary>
    /// <param name="network">The trained network; it is as before afterwards.</param>
    /// <param name="seed">Seed of its training.</param>
    /// <param name="metric">Measures the metric.</param>
    /// <param name="accuracy">Measures the accuracy.</param>
    /// <exception cref="InvalidSpecException">The shortcut cannot be moved there in these blocks.</exception>
    public CausalRecord Measure(
        BottleneckNetwork network, int seed, Func<BottleneckNetwork, double> metric, Func<BottleneckNetwork, double> accuracy) =>
        Measure(network, changed => new CausalRecord(
            $"{network.Plan.Name}, {Name}", network.Plan.Width, seed, metric(changed), accuracy(changed)));

    private static int[] Order(FeatureMap shortcut, int seed)
    {
        var order = Enumerable.Range(0, shortcut.Channels).ToArray();
        new RandomStreams(seed).Open($"permuted/{shortcut.Place}").Shuffle(order.AsSpan());
        return order;
    }

    private T MeasureEdited<T>(BottleneckNetwork network, Func<BottleneckNetwork, T> measure)
    {
        using var probes = ProbeScope.On(network);
        foreach (var shortcut in PlaceCatalogue.Shortcuts(network.Plan))
        {
            _edit(probes, shortcut);
        }

        return measure(network);
    }
}

/// <summary>One point of a causal check: a network under one variant.</summary>
/// <param name="Variant">What was changed, such as <c>sandglass, shortcut cut</c>.</param>
/// <param name="Width">Width multiplier of the network.</param>
/// <param name="Seed">Seed of its training.</param>
/// <param name="Metric">What was measured: an effective rank, a median gradient cosine.</param>
/// <param name="Accuracy">Share of correct answers.</param>
internal sealed record CausalRecord(string Variant, double Width, int Seed, double Metric, double Accuracy);

internal static class Transplant
{
    /// <summary>A network of another plan with the same parameters and BatchNorm statistics, in the same mode.</summary>
    internal static BottleneckNetwork Into(NetworkPlan plan, BottleneckNetwork donor)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var network = new BottleneckNetwork(plan, new RandomStreams(0));
        network.to(donor.parameters().First().device);
        var values = donor.state_dict();
        foreach (var (name, value) in network.state_dict())
        {
            value.copy_(values[name]);
        }

        network.train(donor.training);
        return network;
    }
}
