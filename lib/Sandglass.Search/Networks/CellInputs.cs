using Sandglass.Search.Space;

namespace Sandglass.Search.Networks;

/// <summary>What brings a cell's two inputs to its width and size.</summary>
internal static class CellInputs
{
    internal static IReadOnlyList<CellLayer> First(CellShape shape) => shape.HalvesFirst
        ? OperationLayers.Factorized(shape.First, shape.Channels)
        : OperationLayers.Projection(shape.First, shape.Channels);

    internal static IReadOnlyList<CellLayer> Second(CellShape shape) => OperationLayers.Projection(shape.Second, shape.Channels);

    /// <summary>The 3×3 convolution and BatchNorm before the first cell.</summary>
    internal static IReadOnlyList<CellLayer> Stem(int inputChannels, int channels, int stride) =>
        [new ConvolutionLayer("conv", inputChannels, channels, 3, stride), new NormLayer("norm", channels)];
}
