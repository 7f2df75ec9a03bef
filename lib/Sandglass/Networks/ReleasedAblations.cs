namespace Sandglass.Networks;

/// <summary>
/// The ablation networks that lie beside the released model, each a change of its blocks. Names of the released files
/// are given, since no text says which file stands behind which row of the paper.
/// </summary>
internal static class ReleasedAblations
{
    /// <summary>Fig. 4(a): one depthwise convolution inside every bottleneck that has any; it carries the stride (not
    /// released).</summary>
    internal static NetworkPlan OneDepthwiseInside(double width = 1.0, int resolution = 224, int classes = 1000) =>
        Named("variant-a", MobileNeXt.Official(width, resolution, classes), Inside(count => Math.Min(count, 1), ConvSlots.Hidden));

    /// <summary>Fig. 4(b): as many depthwise convolutions inside as the final model has outside (<c>i2rnet_low_id</c>).</summary>
    internal static NetworkPlan TwoDepthwiseInside(double width = 1.0, int resolution = 224, int classes = 1000) =>
        Named("variant-b", MobileNeXt.Official(width, resolution, classes), Inside(count => count, ConvSlots.Exit));

    /// <summary>Fig. 4(b) with two depthwise convolutions in stride-2 blocks as well (<c>i2rnetv6</c>).</summary>
    internal static NetworkPlan TwoDepthwiseInsideAlways(double width = 1.0, int resolution = 224, int classes = 1000) =>
        Named("variant-b-always", MobileNeXt.Official(width, resolution, classes), Inside(count => count > 0 ? 2 : 0, ConvSlots.Exit));

    /// <summary>Fig. 4(c): MobileNetV2 with its depthwise convolutions at the narrow ends. The block with t = 1 has them
    /// in a row, the first linear (<c>mobilenetv2</c> beside the final model; its namesake for phones strides
    /// elsewhere).</summary>
    internal static NetworkPlan DepthwiseAtNarrowEnds(double width = 1.0, int resolution = 224, int classes = 1000) =>
        Named(
            "variant-c",
            MobileNetV2.Plan(width, resolution, classes),
            block => block.OmitsEntry
                ? block with { Spatial = SpatialPlacement.MiddleTwice, Linear = block.Linear | ConvSlots.InnerHidden }
                : PaperVariants.AtNarrowEnds(block));

    /// <summary>MobileNetV2 with a second depthwise convolution in the middle, linear as in <c>mobilenetv2_dq_ori</c>, whose
    /// call of it is commented out. There both have the stride; here the second alone.</summary>
    internal static NetworkPlan MobileNetV2PlusDepthwise(double width = 1.0, int resolution = 224, int classes = 1000) =>
        Named(
            "mobilenetv2-plus-depthwise",
            MobileNetV2.Plan(width, resolution, classes),
            block => block with
            {
                Spatial = SpatialPlacement.MiddleTwice,
                StrideAt = ConvSlots.Hidden,
                Linear = block.Linear | ConvSlots.Hidden,
            });

    /// <summary>The first depthwise convolution removed, but for the first block (<c>i2rnetv3_rm_3x3</c>).</summary>
    internal static NetworkPlan WithoutFirstDepthwise(double width = 1.0, int resolution = 224, int classes = 1000) =>
        Named(
            "without-first-depthwise",
            MobileNeXt.Official(width, resolution, classes),
            (name, block) => name == FirstBlock ? block : block with { Spatial = block.Spatial with { Input = 0 } });

    /// <summary>An extra linear 1×1 convolution in every bottleneck but the first (<c>i2rnetv3_more_1x1</c>).</summary>
    internal static NetworkPlan ExtraPointwise(double width = 1.0, int resolution = 224, int classes = 1000) =>
        Named(
            "extra-pointwise",
            MobileNeXt.Official(width, resolution, classes),
            (name, block) => name == FirstBlock ? block : block with { ExtraPointwise = 1 });

    /// <summary>Squeeze-and-excitation without reduction on every bottleneck (<c>i2rnetv4</c>).</summary>
    internal static NetworkPlan SqueezeExcite(double width = 1.0, int resolution = 224, int classes = 1000) =>
        Named(
            "squeeze-excite",
            MobileNeXt.Official(width, resolution, classes),
            block => block with
            {
                Excitation = new(AtHidden: true, block.HiddenChannels, Normalized: true, Activation.ReLU, Activation.HardSigmoid),
            });

    /// <summary>The TensorFlow-slim graph whose latency the paper reports: 160 hidden channels in the last block, and an
    /// activation after the second depthwise convolution.</summary>
    internal static NetworkPlan TensorFlowSlim(double width = 1.0, int resolution = 224, int classes = 1000) =>
        Named(
            "tensorflow-slim",
            MobileNeXt.Official(width, resolution, classes),
            (name, block) => block with
            {
                HiddenChannels = name == LastBlock ? block.InChannels / 6 : block.HiddenChannels,
                Activation = Activation.ReLU,
                Linear = ConvSlots.Entry,
            });

    private const string FirstBlock = "stage1.block1";
    private const string LastBlock = "stage8.block1";

    // A block without any depthwise convolution has no stride either.
    private static Func<BlockSpec, BlockSpec> Inside(Func<int, int> count, ConvSlots strideAt) => block =>
        PaperVariants.InsideBottleneck(
            block, new SpatialPlacement(0, count(block.Spatial.Input + block.Spatial.Output), 0), strideAt);

    private static NetworkPlan Named(string name, NetworkPlan plan, Func<BlockSpec, BlockSpec> change) =>
        Named(name, plan, (_, block) => change(block));

    private static NetworkPlan Named(string name, NetworkPlan plan, Func<string, BlockSpec, BlockSpec> change) =>
        (plan.WithBlocks(change) with { Name = PlanNames.Of(name, plan.Width) }).Validated();
}
