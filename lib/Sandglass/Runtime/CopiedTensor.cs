using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Sandglass.Runtime;

/// <summary>
/// Tensors with a copy of managed numbers. TorchSharp's <c>tensor(array)</c> lends libtorch the array's own memory and is
/// called back when it is freed; the callback lets go of itself while it still runs, and the garbage collector may take it
/// there, which ends the process.
/// </summary>
internal static class CopiedTensor
{
    /// <summary>Single-precision numbers on the CPU.</summary>
    /// <param name="values">Row by row.</param>
    /// <param name="shape">Sizes; their product is the number of values.</param>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static Tensor Of(ReadOnlySpan<float> values, params ReadOnlySpan<long> shape) => Of(values, ScalarType.Float32, shape);

    /// <summary>Double-precision numbers on the CPU.</summary>
    /// <inheritdoc cref="Of(ReadOnlySpan{float}, ReadOnlySpan{long})"/>
    public static Tensor Of(ReadOnlySpan<double> values, params ReadOnlySpan<long> shape) => Of(values, ScalarType.Float64, shape);

    /// <summary>Whole numbers on the CPU.</summary>
    /// <inheritdoc cref="Of(ReadOnlySpan{float}, ReadOnlySpan{long})"/>
    public static Tensor Of(ReadOnlySpan<long> values, params ReadOnlySpan<long> shape) => Of(values, ScalarType.Int64, shape);

    /// <summary>Unsigned bytes on the CPU.</summary>
    /// <inheritdoc cref="Of(ReadOnlySpan{float}, ReadOnlySpan{long})"/>
    public static Tensor Of(ReadOnlySpan<byte> values, params ReadOnlySpan<long> shape) => Of(values, ScalarType.Byte, shape);

    private static Tensor Of<T>(ReadOnlySpan<T> values, ScalarType type, ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        var copy = empty(shape, type, CPU);
        if (copy.numel() != values.Length)
        {
            copy.Dispose();
            throw new ArgumentException($"{values.Length} values do not make a tensor of {string.Join(" x ", shape.ToArray())}", nameof(values));
        }

        if (values.Length > 0)
        {
            MemoryMarshal.AsBytes(values).CopyTo(copy.bytes);
        }

        return copy;
    }
}
