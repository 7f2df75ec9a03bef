using Sandglass.Blocks;
using Sandglass.Counting;
using Sandglass.Networks;

namespace Sandglass;

/// <summary>
/// Counts parameters, multiply-adds, bytes and receptive fields from specs alone; no weights are built. The rows are
/// those of the built module, and a test holds the two together. Weights that fall on padding count like any other.
/// </summary>
public static class Counter
{
    /// <summary>Counts a network for one image.</summary>
    /// <exception cref="InvalidSpecException">The plan cannot be built.</exception>
    public static NetworkCount Count(NetworkPlan plan) => Count(plan.Name, plan.Layers());

    /// <summary>Counts one block on an input of [<see cref="BlockSpec.InChannels"/>, <paramref name="size"/>,
    /// <paramref name="size"/>].</summary>
    /// <param name="block">The block.</param>
    /// <param name="size">Side of its input, pixels.</param>
    /// <exception cref="InvalidSpecException">The spec cannot be built.</exception>
    public static NetworkCount Count(BlockSpec block, int size) => Count("block", LayerWalk.Of("block", block, size));

    /// <summary>Counts several blocks on inputs of the same size, each under its name.</summary>
    /// <param name="size">Side of their input, pixels.</param>
    /// <param name="blocks">A name and a spec each.</param>
    /// <exception cref="InvalidSpecException">A spec cannot be built.</exception>
    public static IReadOnlyList<NetworkCount> Compare(int size, params IReadOnlyList<(string Name, BlockSpec Spec)> blocks) =>
        [.. blocks.Select(block => Count(block.Name, LayerWalk.Of(block.Name, block.Spec, size)))];

    /// <summary>Counts the layers of any network for one image.</summary>
    /// <param name="name">What is counted.</param>
    /// <param name="layers">Its layers.</param>
    internal static NetworkCount Count(string name, IEnumerable<NetworkLayer> layers) =>
        new(name, [.. layers.Where(layer => !IsFree(layer)).Select(Row)]);

    private static bool IsFree(NetworkLayer layer) =>
        layer is NetworkLayer.Join or NetworkLayer.Zeros || (layer is NetworkLayer.Activate activate && activate.Function == Activation.None);

    private static LayerCount Row(NetworkLayer layer)
    {
        var (input, output) = (layer.Input, layer.Output);
        var (type, parameters, operations) = layer switch
        {
            NetworkLayer.Convolution { Kernel: var kernel } conv => (
                TypeOf(kernel),
                kernel.WeightCount + (conv.HasBias ? kernel.OutChannels : 0),
                kernel.WeightCount / kernel.OutChannels * output.Elements),
            NetworkLayer.Norm norm => (LayerType.BatchNorm, norm.HasScale ? 2L * output.Channels : 0, 2 * output.Elements),
            NetworkLayer.Activate or NetworkLayer.Scale => (LayerType.Activation, 0, output.Elements),
            NetworkLayer.Addition => (LayerType.Addition, 0, input.Elements),
            NetworkLayer.Pool pool => (LayerType.Pool, 0, pool.Window == 0 ? input.Elements : pool.Window * pool.Window * output.Elements),
            NetworkLayer.Own { Layer.Definition: var own } => (LayerType.Own, own.Parameters(input.Channels), own.MultiplyAdds(input.Channels, input.Size)),
            NetworkLayer.Linear => (LayerType.Linear, (input.Channels + 1L) * output.Channels, (long)input.Channels * output.Channels),
            _ => throw new InvalidSpecException($"{layer.Name} cannot be counted: unknown layer {layer.GetType().Name}"),
        };
        return new LayerCount(layer.Name, type, output.Shape, parameters, operations, output.ReceptiveField);
    }

    private static LayerType TypeOf(ConvSpec kernel) =>
        kernel.IsDepthwise ? LayerType.Depthwise : kernel.IsPointwise ? LayerType.Pointwise : LayerType.Convolution;
}
