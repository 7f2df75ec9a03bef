using Sandglass.Detection.Boxes;
using static TorchSharp.torch;

namespace Sandglass.Detection.Data;

/// <summary>Some pictures with their objects, ready for a detector. The batch owns its tensor: whoever takes it from a loader disposes it.</summary>
public sealed class DetectionBatch : IDisposable
{
    internal DetectionBatch(Tensor images, IReadOnlyList<string> ids, IReadOnlyList<IReadOnlyList<LabelledBox>> objects) =>
        (Images, Ids, Objects) = (images, ids, objects);

    /// <summary>Normalised pictures <c>[N, C, S, S]</c>, 32-bit floats with channels-last strides, on the CPU.</summary>
    public Tensor Images { get; }

    /// <summary>Name of each picture.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>Objects of each picture, as shares of its sides; a picture may have none.</summary>
    public IReadOnlyList<IReadOnlyList<LabelledBox>> Objects { get; }

    /// <summary>Number of pictures.</summary>
    public int Count => Ids.Count;

    /// <summary>Frees the tensor.</summary>
    public void Dispose() => Images.Dispose();
}
