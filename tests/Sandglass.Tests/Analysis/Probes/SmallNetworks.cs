using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Tests.Networks;
using static TorchSharp.torch;

namespace Sandglass.Tests.Analysis.Probes;

/// <summary>Networks of 12×12 pixels with everything in them that a probe may meet.</summary>
internal static class SmallNetworks
{
    private const int Side = 12;

    private static readonly MacroPlan Macro = new("tiny", 4, [new StageRow(2, 8, 1, 1), new StageRow(2, 16, 2, 2)]);

    /// <summary>One plan a family; a stride, blocks with and without shortcut.</summary>
    public static NetworkPlan Plan(BlockFamily family) => Macro.Fill(family, resolution: Side, inputChannels: 2, classes: 5).WithHead(10);

    /// <summary>The same with half of the identity and an excitation.</summary>
    public static NetworkPlan Excited(BlockFamily family, bool normalized) => Plan(family).WithBlocks((_, block) => block with
    {
        IdentityMultiplier = 0.5,
        Excitation = new SqueezeExcitation(block.Stride == 1, 3, normalized, Activation.ReLU, Activation.HardSigmoid),
    });

    public static BottleneckNetwork Build(NetworkPlan plan, int seed = 4) => new(plan, new RandomStreams(seed), Initialization.FanOut);

    /// <summary>Images [N, 2, 12, 12], the same each time.</summary>
    public static Tensor Images(int count)
    {
        var stream = new RandomStreams(9).Open("images");
        return tensor(Enumerable.Range(0, count * 2 * Side * Side).Select(_ => (float)stream.NextGaussian()).ToArray(), [count, 2, Side, Side]);
    }

    /// <summary>Labels [N], the same each time.</summary>
    public static Tensor Labels(int count) => tensor(Enumerable.Range(0, count).Select(i => (long)(i * 3 % 5)).ToArray());
}
