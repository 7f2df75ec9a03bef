namespace Sandglass.Networks;

/// <summary>
/// The networks behind the rows marked † of the paper's comparison (released as <c>efficient_mnext</c>): Swish,
/// squeeze-and-excitation on block outputs, 5×5 kernels in three stages. They are EfficientNet-like, and not the
/// sandglass network "with SE". The released model also holds a BatchNorm over 1280 channels that it never calls: the
/// published sizes are 2,560 parameters larger than these.
/// </summary>
internal static class MobileNeXtEfficient
{
    private static readonly (StageRow Row, int Kernel)[] Table =
    [
        (new(2, 96, 1, 1), 3),
        (new(6, 144, 1, 2), 3),
        (new(6, 192, 3, 2), 5),
        (new(6, 288, 3, 2), 3),
        (new(6, 384, 4, 1), 5),
        (new(6, 576, 4, 2), 5),
        (new(6, 960, 3, 1), 3),
        (new(6, 1280, 1, 1), 3),
    ];

    /// <summary>The smaller one: 3.94 M parameters.</summary>
    internal static NetworkPlan B0(int resolution = 224, int classes = 1000) =>
        Build("mobilenext-efficient-b0", depth: 1.0, groups: 1, resolution, classes);

    /// <summary>The larger one: a tenth deeper, its full blocks' pointwise convolutions in two groups; 4.29 M parameters.</summary>
    internal static NetworkPlan B1(int resolution = 224, int classes = 1000) =>
        Build("mobilenext-efficient-b1", depth: 1.1, groups: 2, resolution, classes);

    private static NetworkPlan Build(string name, double depth, int groups, int resolution, int classes)
    {
        var table = Table.Select(entry => entry.Row with { Repeats = (int)Math.Ceiling(depth * entry.Row.Repeats) });
        var kernels = Table.ToDictionary(entry => entry.Row.Channels, entry => entry.Kernel);
        return new NetworkPlan
        {
            Name = name,
            Width = 1.0,
            Resolution = resolution,
            Classes = classes,
            Stem = PlanNames.Stem(3, 32, stride: 2) with { Activation = Activation.SiLU },
            Stages = PlanNames.Stages(table, 32, (row, input, first) => Block(row, kernels[row.Channels], groups, input, first ? row.Stride : 1)),
            Dropout = 0.2,
        }.Validated();
    }

    private static BlockSpec Block(StageRow row, int kernel, int groups, int channels, int stride)
    {
        var block = BlockSpec.Sandglass(channels, row.Channels, row.Ratio, stride);
        var full = row.Ratio == 2 || channels == row.Channels;
        return block with
        {
            HiddenChannels = ChannelRounding.ToMultiple(block.HiddenChannels, 2),
            Spatial = full ? SpatialPlacement.Ends : stride == 2 ? SpatialPlacement.OutputOnly : SpatialPlacement.None,
            Kernel = kernel,
            PointwiseGroups = full ? groups : 1,
            Activation = Activation.SiLU,
            NormEpsilon = 1e-3,
            Excitation = new(AtHidden: false, row.Channels / row.Ratio / 4, Normalized: false, Activation.SiLU, Activation.Sigmoid),
        };
    }
}
