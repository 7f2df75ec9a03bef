using System.Runtime.CompilerServices;

namespace Sandglass.Compute.Vectors;

/// <summary>Two vectors.</summary>
internal readonly unsafe struct Row2<TOps, TVec>(TVec a, TVec b) : IRow<Row2<TOps, TVec>, TVec>
    where TOps : struct, IVectorOps<TVec>
    where TVec : struct
{
    private readonly TVec _a = a;
    private readonly TVec _b = b;

    public static int Width => 2;

    public static Row2<TOps, TVec> Zero => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row2<TOps, TVec> Load(float* from, nint stride) =>
        new(TOps.Load(from), TOps.Load(from + stride));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row2<TOps, TVec> LoadPart(float* from, nint stride, int count) =>
        new(TOps.LoadPart(from, count), TOps.LoadPart(from + stride, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row2<TOps, TVec> Fma(TVec a, Row2<TOps, TVec> b, Row2<TOps, TVec> c) =>
        new(TOps.Fma(a, b._a, c._a), TOps.Fma(a, b._b, c._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row2<TOps, TVec> Fma(Row2<TOps, TVec> a, TVec b, TVec c) =>
        new(TOps.Fma(a._a, b, c), TOps.Fma(a._b, b, c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row2<TOps, TVec> Fma(Row2<TOps, TVec> a, Row2<TOps, TVec> b, Row2<TOps, TVec> c) =>
        new(TOps.Fma(a._a, b._a, c._a), TOps.Fma(a._b, b._b, c._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* to, nint stride)
    {
        TOps.Store(to, _a);
        TOps.Store(to + stride, _b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StorePart(float* to, nint stride, int count)
    {
        TOps.StorePart(to, _a, count);
        TOps.StorePart(to + stride, _b, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Row2<TOps, TVec> Plus(Row2<TOps, TVec> other) =>
        new(TOps.Add(_a, other._a), TOps.Add(_b, other._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Row2<TOps, TVec> Minus(TVec other) =>
        new(TOps.Subtract(_a, other), TOps.Subtract(_b, other));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Row2<TOps, TVec> Clamp(TVec least, TVec most) =>
        new(TOps.Clamp(_a, least, most), TOps.Clamp(_b, least, most));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Row2<TOps, TVec> Between(Row2<TOps, TVec> x, TVec least, TVec most) =>
        new(TOps.Between(_a, x._a, least, most), TOps.Between(_b, x._b, least, most));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVec Sum() => TOps.Add(_a, _b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVec Dot(Row2<TOps, TVec> other) => TOps.Fma(_b, other._b, TOps.Multiply(_a, other._a));
}
