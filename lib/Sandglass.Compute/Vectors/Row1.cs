using System.Runtime.CompilerServices;

namespace Sandglass.Compute.Vectors;

/// <summary>One vector.</summary>
internal readonly unsafe struct Row1<TOps, TVec>(TVec a) : IRow<Row1<TOps, TVec>, TVec>
    where TOps : struct, IVectorOps<TVec>
    where TVec : struct
{
    private readonly TVec _a = a;

    public static int Width => 1;

    public static Row1<TOps, TVec> Zero => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row1<TOps, TVec> Load(float* from, nint stride) =>
        new(TOps.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row1<TOps, TVec> LoadPart(float* from, nint stride, int count) =>
        new(TOps.LoadPart(from, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row1<TOps, TVec> Fma(TVec a, Row1<TOps, TVec> b, Row1<TOps, TVec> c) =>
        new(TOps.Fma(a, b._a, c._a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row1<TOps, TVec> Fma(Row1<TOps, TVec> a, TVec b, TVec c) =>
        new(TOps.Fma(a._a, b, c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row1<TOps, TVec> Fma(Row1<TOps, TVec> a, Row1<TOps, TVec> b, Row1<TOps, TVec> c) =>
        new(TOps.Fma(a._a, b._a, c._a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* to, nint stride)
    {
        TOps.Store(to, _a);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StorePart(float* to, nint stride, int count)
    {
        TOps.StorePart(to, _a, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Row1<TOps, TVec> Plus(Row1<TOps, TVec> other) =>
        new(TOps.Add(_a, other._a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Row1<TOps, TVec> Minus(TVec other) =>
        new(TOps.Subtract(_a, other));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Row1<TOps, TVec> Clamp(TVec least, TVec most) =>
        new(TOps.Clamp(_a, least, most));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Row1<TOps, TVec> Between(Row1<TOps, TVec> x, TVec least, TVec most) =>
        new(TOps.Between(_a, x._a, least, most));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVec Sum() => _a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVec Dot(Row1<TOps, TVec> other) => TOps.Multiply(_a, other._a);
}
