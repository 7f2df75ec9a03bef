using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sandglass.Compute.Vectors;

/// <summary>Vectors of 16 floats.</summary>
internal readonly unsafe struct Ops512 : IVectorOps<Vector512<float>>
{
    public static int Count => 16;

    public static int Panel => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* from) => Vector512.Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* to, Vector512<float> value) => value.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadPart(float* from, int count)
    {
        if (Avx512F.IsSupported)
        {
            return Avx512F.MaskLoad(from, First(count), Vector512<float>.Zero);
        }

        var part = stackalloc float[16];
        new Span<float>(part, 16).Clear();
        new Span<float>(from, count).CopyTo(new Span<float>(part, count));
        return Vector512.Load(part);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePart(float* to, Vector512<float> value, int count)
    {
        if (Avx512F.IsSupported)
        {
            Avx512F.MaskStore(to, First(count), value);
            return;
        }

        var part = stackalloc float[16];
        value.Store(part);
        new Span<float>(part, count).CopyTo(new Span<float>(to, count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Broadcast(float value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Fma(Vector512<float> a, Vector512<float> b, Vector512<float> c) => Vector512.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> a, Vector512<float> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Subtract(Vector512<float> a, Vector512<float> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Multiply(Vector512<float> a, Vector512<float> b) => a * b;

    // x stands second: where one side is a NaN, x86 takes the second, and ARM the NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Clamp(Vector512<float> x, Vector512<float> least, Vector512<float> most) =>
        Vector512.MinNative(most, Vector512.MaxNative(least, x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Between(Vector512<float> gradient, Vector512<float> x, Vector512<float> least, Vector512<float> most) =>
        Vector512.ConditionalSelect(
            Vector512.GreaterThanOrEqual(x, most),
            Vector512<float>.Zero,
            Vector512.ConditionalSelect(Vector512.LessThanOrEqual(x, least), Vector512<float>.Zero, gradient));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> First(int count) =>
        Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();
}
