using Sandglass.Blocks;

namespace Sandglass.Networks;

/// <summary>A network of classic bottlenecks on MobileNeXt's stages: the same widths and strides, a full 3×3 convolution
/// in every bottleneck.</summary>
public static class ClassicNetwork
{
    /// <summary>The network at a width.</summary>
    /// <inheritdoc cref="MobileNeXt.Official"/>
    public static NetworkPlan Plan(double width = 1.0, int resolution = 224, int classes = 1000)
    {
        var macro = MobileNeXt.Build(new MobileNeXtRules { FullTransitions = true }, width, resolution, classes);
        return (macro.WithBlocks(Classic) with { Name = PlanNames.Of("bottleneck", width) }).Validated();
    }

    private static BlockSpec Classic(string name, BlockSpec block) =>
        BlockSpec.Bottleneck(block.InChannels, block.OutChannels, reduction: 1, block.Stride) with
        {
            HiddenChannels = block.HiddenChannels,
        };
}
