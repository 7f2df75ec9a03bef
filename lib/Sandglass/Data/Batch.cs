using static TorchSharp.torch;

namespace Sandglass.Data;

/// <summary>Some images with their labels, ready for a network. The batch owns its tensors: whoever takes it from a loader disposes it.</summary>
public sealed class Batch : IDisposable
{
    internal Batch(Tensor images, Tensor labels) => (Images, Labels) = (images, labels);

    /// <summary>Normalised images <c>[N, C, H, W]</c>, 32-bit floats with channels-last strides, on the CPU.</summary>
    public Tensor Images { get; }

    /// <summary>Labels <c>[N]</c>, 64-bit integers, on the CPU.</summary>
    public Tensor Labels { get; }

    /// <summary>Number of images.</summary>
    public int Count => (int)Labels.shape[0];

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
    }
}
