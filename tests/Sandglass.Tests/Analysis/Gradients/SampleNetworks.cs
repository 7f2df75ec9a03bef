using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Tests.Analysis.Probes;
using static TorchSharp.torch;

namespace Sandglass.Tests.Analysis.Gradients;

/// <summary>Networks whose BatchNorm has learned something, and samples for them.</summary>
internal static class SampleNetworks
{
    public static TheoryData<BlockFamily, string> Cases { get; } = new(
        from family in Enum.GetValues<BlockFamily>()
        from kind in (string[])["plain", "excited", "excited and normalised", "grouped", "dense"]
        select (family, kind));

    public static NetworkPlan Plan(BlockFamily family, string kind) => kind switch
    {
        "plain" => SmallNetworks.Plan(family),
        "excited" => SmallNetworks.Excited(family, normalized: false),
        "excited and normalised" => SmallNetworks.Excited(family, normalized: true),
        "grouped" => SmallNetworks.Plan(family).WithBlocks((_, block) => block with { PointwiseGroups = 2, ExtraPointwise = 1 }),
        _ => SmallNetworks.Plan(family).WithBlocks((_, block) => block with
        {
            Dense = ConvSlots.Hidden | ConvSlots.Output,
            Kernel = 5,
            NormEpsilon = 1e-3,
            Shortcut = block.Spatial.Hidden > 0 ? ShortcutSite.Hidden : block.Shortcut,
            StrideAt = ConvSlots.Exit,
        }),
    };

    /// <summary>Built, with scales, shifts and statistics that are not those of the beginning.</summary>
    public static BottleneckNetwork Build(NetworkPlan plan)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var network = SmallNetworks.Build(plan);
        var stream = new RandomStreams(8).Open("norms");
        foreach (var (_, parameter) in network.named_parameters().Where(p => p.parameter.dim() == 1))
        {
            parameter.add_(tensor(Enumerable.Range(0, (int)parameter.numel()).Select(_ => (float)(0.3 * stream.NextGaussian())).ToArray()));
        }

        for (var i = 0; i < 5; i++)
        {
            network.call(SmallNetworks.Images(16));
        }

        return network;
    }

    public static Batch Samples(int count) => new(SmallNetworks.Images(count), SmallNetworks.Labels(count));

    /// <summary>The samples in parts of a size.</summary>
    public static IReadOnlyList<Batch> Split(Batch samples, int size) =>
    [
        .. Enumerable.Range(0, samples.Count / size).Select(i => new Batch(
            samples.Images.narrow(0, i * size, size).clone(), samples.Labels.narrow(0, i * size, size).clone())),
    ];
}
