using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Sandglass.Compute.Vectors;

/// <summary>Vectors of 4 floats.</summary>
internal readonly unsafe struct Ops128 : IVectorOps<Vector128<float>>
{
    public static int Count => 4;

    public static int Panel => AdvSimd.IsSupported ? 3 : 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load(float* from) => Vector128.Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* to, Vector128<float> value) => value.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LoadPart(float* from, int count)
    {
        if (Avx.IsSupported)
        {
            return Avx.MaskLoad(from, First(count));
        }

        var part = stackalloc float[4];
        new Span<float>(part, 4).Clear();
        new Span<float>(from, count).CopyTo(new Span<float>(part, count));
        return Vector128.Load(part);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePart(float* to, Vector128<float> value, int count)
    {
        if (Avx.IsSupported)
        {
            Avx.MaskStore(to, First(count), value);
            return;
        }

        var part = stackalloc float[4];
        value.Store(part);
        new Span<float>(part, count).CopyTo(new Span<float>(to, count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Broadcast(float value) => Vector128.Create(value);

    // Fused if the processor can; else a fused one would be a call for each number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Fma(Vector128<float> a, Vector128<float> b, Vector128<float> c) => Vector128.MultiplyAddEstimate(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Add(Vector128<float> a, Vector128<float> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Subtract(Vector128<float> a, Vector128<float> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Multiply(Vector128<float> a, Vector128<float> b) => a * b;

    // x stands second: where one side is a NaN, x86 takes the second, and ARM the NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Clamp(Vector128<float> x, Vector128<float> least, Vector128<float> most) =>
        Vector128.MinNative(most, Vector128.MaxNative(least, x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Between(Vector128<float> gradient, Vector128<float> x, Vector128<float> least, Vector128<float> most) =>
        Vector128.ConditionalSelect(
            Vector128.GreaterThanOrEqual(x, most),
            Vector128<float>.Zero,
            Vector128.ConditionalSelect(Vector128.LessThanOrEqual(x, least), Vector128<float>.Zero, gradient));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> First(int count) =>
        Vector128.LessThan(Vector128<int>.Indices, Vector128.Create(count)).AsSingle();
}
