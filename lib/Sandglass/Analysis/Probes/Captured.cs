using static TorchSharp.torch;

namespace Sandglass;

/// <summary>What was seen at a place.</summary>
/// <param name="Place">Dotted name.</param>
/// <param name="Shape">[N, C, H, W]; [N, features] from the pool on.</param>
/// <param name="Values">The numbers, the last dimension running fastest whatever the tensor's strides were.</param>
public sealed record Captured(string Place, IReadOnlyList<long> Shape, float[] Values)
{
    internal static Captured Of(string place, Tensor value)
    {
        using var scope = NewDisposeScope();
        return new Captured(place, value.shape, value.detach().cpu().contiguous().data<float>().ToArray());
    }

    internal static Captured Zeros(string place, Tensor like) => new(place, like.shape, new float[like.numel()]);
}
