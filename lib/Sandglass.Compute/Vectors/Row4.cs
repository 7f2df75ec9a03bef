using System.Runtime.CompilerServices;

namespace Sandglass.Compute.Vectors;

/// <summary>Four vectors.</summary>
internal readonly unsafe struct Row4<TOps, TVec>(TVec a, TVec b, TVec c, TVec d) : IRow<Row4<TOps, TVec>, TVec>
    where TOps : struct, IVectorOps<TVec>
    where TVec : struct
{
    private readonly TVec _a = a;
    private readonly TVec _b = b;
    private readonly TVec _c = c;
    private readonly TVec _d = d;

    public static int Width => 4;

    public static Row4<TOps, TVec> Zero => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row4<TOps, TVec> Load(float* from, nint stride) =>
        new(TOps.Load(from), TOps.Load(from + stride), TOps.Load(from + (2 * stride)), TOps.Load(from + (3 * stride)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row4<TOps, TVec> LoadPart(float* from, nint stride, int count) =>
        new(TOps.LoadPart(from, count), TOps.LoadPart(from + stride, count), TOps.LoadPart(from + (2 * stride), count), TOps.LoadPart(from + (3 * stride), count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row4<TOps, TVec> Fma(TVec a, Row4<TOps, TVec> b, Row4<TOps, TVec> c) =>
        new(TOps.Fma(a, b._a, c._a), TOps.Fma(a, b._b, c._b), TOps.Fma(a, b._c, c._c), TOps.Fma(a, b._d, c._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row4<TOps, TVec> Fma(Row4<TOps, TVec> a, TVec b, TVec c) =>
        new(TOps.Fma(a._a, b, c), TOps.Fma(a._b, b, c), TOps.Fma(a._c, b, c), TOps.Fma(a._d, b, c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row4<TOps, TVec> Fma(Row4<TOps, TVec> a, Row4<TOps, TVec> b, Row4<TOps, TVec> c) =>
        new(TOps.Fma(a._a, b._a, c._a), TOps.Fma(a._b, b._b, c._b), TOps.Fma(a._c, b._c, c._c), TOps.Fma(a._d, b._d, c._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* to, nint stride)
    {
        TOps.Store(to, _a);
        TOps.Store(to + stride, _b);
        TOps.Store(to + (2 * stride), _c);
        TOps.Store(to + (3 * stride), _d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StorePart(float* to, nint stride, int count)
    {
        TOps.StorePart(to, _a, count);
        TOps.StorePart(to + stride, _b, count);
        TOps.StorePart(to + (2 * stride), _c, count);
        TOps.StorePart(to + (3 * stride), _d, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Row4<TOps, TVec> Plus(Row4<TOps, TVec> other) =>
        new(TOps.Add(_a, other._a), TOps.Add(_b, other._b), TOps.Add(_c, other._c), TOps.Add(_d, other._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Row4<TOps, TVec> Minus(TVec other) =>
        new(TOps.Subtract(_a, other), TOps.Subtract(_b, other), TOps.Subtract(_c, other), TOps.Subtract(_d, other));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Row4<TOps, TVec> Clamp(TVec least, TVec most) =>
        new(TOps.Clamp(_a, least, most), TOps.Clamp(_b, least, most), TOps.Clamp(_c, least, most), TOps.Clamp(_d, least, most));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Row4<TOps, TVec> Between(Row4<TOps, TVec> x, TVec least, TVec most) =>
        new(TOps.Between(_a, x._a, least, most), TOps.Between(_b, x._b, least, most), TOps.Between(_c, x._c, least, most), TOps.Between(_d, x._d, least, most));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVec Sum() => TOps.Add(TOps.Add(_a, _b), TOps.Add(_c, _d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVec Dot(Row4<TOps, TVec> other) => TOps.Fma(_d, other._d, TOps.Fma(_c, other._c, TOps.Fma(_b, other._b, TOps.Multiply(_a, other._a))));
}
