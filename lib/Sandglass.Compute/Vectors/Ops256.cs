using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sandglass.Compute.Vectors;

/// <summary>Vectors of 8 floats.</summary>
internal readonly unsafe struct Ops256 : IVectorOps<Vector256<float>>
{
    public static int Count => 8;

    public static int Panel => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* from) => Vector256.Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* to, Vector256<float> value) => value.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadPart(float* from, int count)
    {
        if (Avx.IsSupported)
        {
            return Avx.MaskLoad(from, First(count));
        }

        var part = stackalloc float[8];
        new Span<float>(part, 8).Clear();
        new Span<float>(from, count).CopyTo(new Span<float>(part, count));
        return Vector256.Load(part);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePart(float* to, Vector256<float> value, int count)
    {
        if (Avx.IsSupported)
        {
            Avx.MaskStore(to, First(count), value);
            return;
        }

        var part = stackalloc float[8];
        value.Store(part);
        new Span<float>(part, count).CopyTo(new Span<float>(to, count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Broadcast(float value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Fma(Vector256<float> a, Vector256<float> b, Vector256<float> c) => Vector256.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Add(Vector256<float> a, Vector256<float> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Subtract(Vector256<float> a, Vector256<float> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Multiply(Vector256<float> a, Vector256<float> b) => a * b;

    // x stands second: where one side is a NaN, x86 takes the second, and ARM the NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Clamp(Vector256<float> x, Vector256<float> least, Vector256<float> most) =>
        Vector256.MinNative(most, Vector256.MaxNative(least, x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Between(Vector256<float> gradient, Vector256<float> x, Vector256<float> least, Vector256<float> most) =>
        Vector256.ConditionalSelect(
            Vector256.GreaterThanOrEqual(x, most),
            Vector256<float>.Zero,
            Vector256.ConditionalSelect(Vector256.LessThanOrEqual(x, least), Vector256<float>.Zero, gradient));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> First(int count) =>
        Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle();
}
