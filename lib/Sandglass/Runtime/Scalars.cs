using TorchSharp;
using static TorchSharp.torch;

namespace Sandglass.Runtime;

/// <summary>
/// Arithmetic without TorchSharp's passing scalars: it makes one for every <c>x + y</c> and every value that is read,
/// and the garbage collector may free it while libtorch still uses it.
/// </summary>
internal static class Scalars
{
    /// <summary>1, never collected.</summary>
    public static Scalar One { get; } = 1.0f.ToScalar();

    /// <summary>1 for tensors of whole numbers, never collected.</summary>
    internal static Scalar OneWhole { get; } = 1L.ToScalar();

    /// <summary>x + y.</summary>
    public static Tensor Plus(this Tensor x, Tensor y) => x.add(y, One);

    /// <summary>[N, C, H, W] with [N, c, H, W] added to its first c channels; the others pass on.</summary>
    public static Tensor PlusFirst(this Tensor x, Tensor y)
    {
        var (first, all) = (y.shape[1], x.shape[1]);
        return first == all ? x.Plus(y) : cat([x.narrow(1, 0, first).Plus(y), x.narrow(1, first, all - first)], 1);
    }

    /// <summary>The one number of a 32-bit float tensor.</summary>
    public static float ReadSingle(this Tensor value)
    {
        using var local = value.detach().cpu();
        return local.data<float>()[0];
    }

    /// <summary>The one number of a 64-bit integer tensor.</summary>
    public static long ReadInt64(this Tensor value)
    {
        using var local = value.detach().cpu();
        return local.data<long>()[0];
    }
}
