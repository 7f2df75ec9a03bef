using System.Runtime.InteropServices;
using Sandglass.Detection.Boxes;
using static TorchSharp.torch;

namespace Sandglass.Detection.Data.Loading;

/// <summary>A batch in managed memory, as the background thread leaves it: libtorch is touched by the consumer alone.</summary>
internal sealed record DecodedBatch(float[] Values, string[] Ids, IReadOnlyList<LabelledBox>[] Objects)
{
    /// <summary>The same as tensors.</summary>
    /// <param name="channels">Channels of a picture.</param>
    /// <param name="side">Its side.</param>
    public DetectionBatch ToTensors(int channels, int side)
    {
        // Detached from the caller's dispose scope: the batch owns its tensor.
        using var memory = empty([Ids.Length, side, side, channels], ScalarType.Float32, CPU).DetachFromDisposeScope();
        Values.CopyTo(MemoryMarshal.Cast<byte, float>(memory.bytes));
        var images = memory.as_strided([Ids.Length, channels, side, side], [(long)side * side * channels, 1, (long)side * channels, channels]);
        return new DetectionBatch(images.DetachFromDisposeScope(), Ids, Objects);
    }
}
