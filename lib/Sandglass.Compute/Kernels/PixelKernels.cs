using System.Runtime.CompilerServices;
using Sandglass.Compute.Vectors;

namespace Sandglass.Compute.Kernels;

/// <summary>What is done channel by channel to a run of pixels that lies in the cache, four pixels at a time.</summary>
internal static unsafe class PixelKernels<TOps, TVec>
    where TOps : struct, IVectorOps<TVec>
    where TVec : struct
{
    /// <summary>Reads pixels through a lens.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Read(Map from, Lens lens, long pixel, int count, Tile to)
    {
        var m = 0;
        for (; m + 4 <= count; m += 4)
        {
            Read<Row4<TOps, TVec>>(from.At(pixel + m), from, lens, to.From(m));
        }

        for (; m < count; m++)
        {
            Read<Row1<TOps, TVec>>(from.At(pixel + m), from, lens, to.From(m));
        }
    }

    /// <summary>Makes the gradient of a convolution's output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Read(in OutputGradient gradient, long pixel, int count, Tile to)
    {
        var m = 0;
        for (; m + 4 <= count; m += 4)
        {
            Read<Row4<TOps, TVec>>(gradient, pixel + m, to.From(m));
        }

        for (; m < count; m++)
        {
            Read<Row1<TOps, TVec>>(gradient, pixel + m, to.From(m));
        }
    }

    /// <summary>Takes the first pixel as the pivot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Pivot(Tile tile, int channels, float* pivot)
    {
        for (var c = 0; c < channels; c += TOps.Count)
        {
            TOps.Store(pivot + c, TOps.Load(tile.At(c / TOps.Count)));
        }
    }

    /// <summary>Writes pixels, and adds them, less a pivot, and their squares to sums by channel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Write(Tile from, Map to, long pixel, int count, float* pivot, float* sums, float* squares)
    {
        var m = 0;
        for (; m + 4 <= count; m += 4)
        {
            Write<Row4<TOps, TVec>>(from.From(m), to.At(pixel + m), to, pivot, sums, squares);
        }

        for (; m < count; m++)
        {
            Write<Row1<TOps, TVec>>(from.From(m), to.At(pixel + m), to, pivot, sums, squares);
        }
    }

    /// <summary>Adds the pixels of a map, less a pivot, and their squares to sums by channel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Sum(Map map, long pixel, int count, float* pivot, float* sums, float* squares)
    {
        var m = 0;
        for (; m + 4 <= count; m += 4)
        {
            Sum<Row4<TOps, TVec>>(map.At(pixel + m), map, pivot, sums, squares);
        }

        for (; m < count; m++)
        {
            Sum<Row1<TOps, TVec>>(map.At(pixel + m), map, pivot, sums, squares);
        }
    }

    /// <summary>
    /// Masks the gradient of an input by the activation, writes it, and adds it and its product with z − mean to sums by
    /// channel; at the block's own input adds the shortcut's gradient and writes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Write(Tile gradient, Map input, Lens lens, in InputGradient target, long pixel, int count, float* sums, float* products)
    {
        var m = 0;
        for (; m + 4 <= count; m += 4)
        {
            Write<Row4<TOps, TVec>>(gradient.From(m), input, lens, target, pixel + m, sums, products);
        }

        for (; m < count; m++)
        {
            Write<Row1<TOps, TVec>>(gradient.From(m), input, lens, target, pixel + m, sums, products);
        }
    }

    /// <summary>y = clamp(clamp(scale·z + shift) + shortcut), the last pass of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Finish(Map z, Lens lens, Map shortcut, Lens after, Map to, long pixel, long end)
    {
        var ahead = default(Ahead);
        for (; pixel + 4 <= end; pixel += 4)
        {
            if (ahead.IsDone)
            {
                Next(ref ahead, pixel, end, z, shortcut, to, default);
            }

            ahead.Pull();
            Finish<Row4<TOps, TVec>>(z, lens, shortcut, after, to, pixel);
        }

        for (; pixel < end; pixel++)
        {
            Finish<Row1<TOps, TVec>>(z, lens, shortcut, after, to, pixel);
        }
    }

    /// <summary>
    /// The first pass of a block's backward: the gradient behind the last BatchNorm and its sums. The gradient is masked by
    /// the activation after the shortcut, which gives the shortcut's, and by the unit's own; where a mask is none, its map
    /// has no data and nothing is written.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Begin(
        Map gradient, Map z, Lens lens, Map shortcut, Lens after, Map ofSum, Map behind, float* mean, long pixel, long end, float* sums, float* products)
    {
        var ahead = default(Ahead);
        for (; pixel + 4 <= end; pixel += 4)
        {
            if (ahead.IsDone)
            {
                Next(ref ahead, pixel, end, gradient, z, ofSum, behind);
            }

            ahead.Pull();
            Begin<Row4<TOps, TVec>>(gradient, z, lens, shortcut, after, ofSum, behind, mean, pixel, sums, products);
        }

        for (; pixel < end; pixel++)
        {
            Begin<Row1<TOps, TVec>>(gradient, z, lens, shortcut, after, ofSum, behind, mean, pixel, sums, products);
        }
    }

    /// <summary>Writes the gradient of the input of a block that begins with a BatchNorm, with the shortcut's added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void End(in OutputGradient gradient, in InputGradient target, long pixel, long end)
    {
        var ahead = default(Ahead);
        for (; pixel + 4 <= end; pixel += 4)
        {
            if (ahead.IsDone)
            {
                Next(ref ahead, pixel, end, gradient.Behind, gradient.Output, target.To, target.Shortcut);
            }

            ahead.Pull();
            End<Row4<TOps, TVec>>(gradient, target, pixel);
        }

        for (; pixel < end; pixel++)
        {
            End<Row1<TOps, TVec>>(gradient, target, pixel);
        }
    }

    // The pixels behind those that are being brought; a pass so far ahead has them when it comes to them.
    private static void Next(ref Ahead ahead, long pixel, long end, Map a, Map b, Map c, Map d)
    {
        const int distance = 32;
        var from = pixel + distance;
        var count = Math.Min(distance, end - from);
        ahead.Clear();
        ahead.Add(a, from, count);
        ahead.Add(b, from, count);
        ahead.Add(c, from, count);
        ahead.Add(d, from, count);
        ahead.Spread(distance / 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Read<TRow>(float* from, Map map, Lens lens, Tile to)
        where TRow : struct, IRow<TRow, TVec>
    {
        var (least, most) = (TOps.Broadcast(lens.Least), TOps.Broadcast(lens.Most));
        for (var c = 0; c < map.Channels; c += TOps.Count)
        {
            var z = Load<TRow>(from, map, c);
            TRow.Fma(z, TOps.Load(lens.Scales + c), TOps.Load(lens.Shifts + c)).Clamp(least, most).Store(to.At(c / TOps.Count), to.PixelStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Read<TRow>(in OutputGradient gradient, long pixel, Tile to)
        where TRow : struct, IRow<TRow, TVec>
    {
        var (behind, output) = (gradient.Behind, gradient.Output);
        var g = behind.At(pixel);
        var z = output.At(pixel);
        for (var c = 0; c < output.Channels; c += TOps.Count)
        {
            Of(gradient, Load<TRow>(g, behind, c), Load<TRow>(z, output, c), c).Store(to.At(c / TOps.Count), to.PixelStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRow Of<TRow>(in OutputGradient gradient, TRow g, TRow z, int c)
        where TRow : struct, IRow<TRow, TVec>
    {
        var rest = TRow.Fma(z, TOps.Load((float*)gradient.B + c), TOps.Load((float*)gradient.C + c));
        return TRow.Fma(TOps.Load((float*)gradient.A + c), g, rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Write<TRow>(Tile from, float* to, Map map, float* pivot, float* sums, float* squares)
        where TRow : struct, IRow<TRow, TVec>
    {
        for (var c = 0; c < map.Channels; c += TOps.Count)
        {
            var z = TRow.Load(from.At(c / TOps.Count), from.PixelStride);
            Store(z, to, map, c);
            var x = z.Minus(TOps.Load(pivot + c));
            Add(sums + c, x.Sum());
            Add(squares + c, x.Dot(x));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum<TRow>(float* from, Map map, float* pivot, float* sums, float* squares)
        where TRow : struct, IRow<TRow, TVec>
    {
        for (var c = 0; c < map.Channels; c += TOps.Count)
        {
            var x = Load<TRow>(from, map, c).Minus(TOps.Load(pivot + c));
            Add(sums + c, x.Sum());
            Add(squares + c, x.Dot(x));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Write<TRow>(
        Tile gradient, Map input, Lens lens, in InputGradient target, long pixel, float* sums, float* products)
        where TRow : struct, IRow<TRow, TVec>
    {
        var to = target.To.At(pixel);
        if (target.Mean == 0)
        {
            for (var c = 0; c < input.Channels; c += TOps.Count)
            {
                Store(WithShortcut(TRow.Load(gradient.At(c / TOps.Count), gradient.PixelStride), target.Shortcut, pixel, c), to, target.To, c);
            }

            return;
        }

        var (least, most) = (TOps.Broadcast(lens.Least), TOps.Broadcast(lens.Most));
        var from = input.At(pixel);
        for (var c = 0; c < input.Channels; c += TOps.Count)
        {
            var z = Load<TRow>(from, input, c);
            var seen = TRow.Fma(z, TOps.Load(lens.Scales + c), TOps.Load(lens.Shifts + c));
            var g = TRow.Load(gradient.At(c / TOps.Count), gradient.PixelStride).Between(seen, least, most);
            Store(g, to, target.To, c);
            Add(sums + c, g.Sum());
            Add(products + c, g.Dot(z.Minus(TOps.Load((float*)target.Mean + c))));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Finish<TRow>(Map z, Lens lens, Map shortcut, Lens after, Map to, long pixel)
        where TRow : struct, IRow<TRow, TVec>
    {
        for (var c = 0; c < z.Channels; c += TOps.Count)
        {
            var x = TRow.Fma(Load<TRow>(z.At(pixel), z, c), TOps.Load(lens.Scales + c), TOps.Load(lens.Shifts + c));
            x = WithShortcut(x.Clamp(TOps.Broadcast(lens.Least), TOps.Broadcast(lens.Most)), shortcut, pixel, c);
            Store(x.Clamp(TOps.Broadcast(after.Least), TOps.Broadcast(after.Most)), to.At(pixel), to, c);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Begin<TRow>(
        Map gradient, Map z, Lens lens, Map shortcut, Lens after, Map ofSum, Map behind, float* mean, long pixel, float* sums, float* products)
        where TRow : struct, IRow<TRow, TVec>
    {
        var (least, most) = (TOps.Broadcast(lens.Least), TOps.Broadcast(lens.Most));
        for (var c = 0; c < z.Channels; c += TOps.Count)
        {
            var g = Load<TRow>(gradient.At(pixel), gradient, c);
            var output = Load<TRow>(z.At(pixel), z, c);
            var seen = TRow.Fma(output, TOps.Load(lens.Scales + c), TOps.Load(lens.Shifts + c));
            if (ofSum.Data != 0)
            {
                var sum = WithShortcut(seen.Clamp(least, most), shortcut, pixel, c);
                g = g.Between(sum, TOps.Broadcast(after.Least), TOps.Broadcast(after.Most));
                Store(g, ofSum.At(pixel), ofSum, c);
            }

            if (behind.Data != 0)
            {
                g = g.Between(seen, least, most);
                Store(g, behind.At(pixel), behind, c);
            }

            Add(sums + c, g.Sum());
            Add(products + c, g.Dot(output.Minus(TOps.Load(mean + c))));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void End<TRow>(in OutputGradient gradient, in InputGradient target, long pixel)
        where TRow : struct, IRow<TRow, TVec>
    {
        var (behind, output) = (gradient.Behind, gradient.Output);
        for (var c = 0; c < output.Channels; c += TOps.Count)
        {
            var g = Of(gradient, Load<TRow>(behind.At(pixel), behind, c), Load<TRow>(output.At(pixel), output, c), c);
            Store(WithShortcut(g, target.Shortcut, pixel, c), target.To.At(pixel), target.To, c);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRow WithShortcut<TRow>(TRow x, Map shortcut, long pixel, int c)
        where TRow : struct, IRow<TRow, TVec> =>
        shortcut.Data != 0 && c < shortcut.Channels ? x.Plus(Load<TRow>(shortcut.At(pixel), shortcut, c)) : x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRow Load<TRow>(float* from, Map map, int c)
        where TRow : struct, IRow<TRow, TVec> =>
        c + TOps.Count <= map.Channels ? TRow.Load(from + c, map.Stride) : TRow.LoadPart(from + c, map.Stride, Math.Max(0, map.Channels - c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TRow>(TRow x, float* to, Map map, int c)
        where TRow : struct, IRow<TRow, TVec>
    {
        if (c + TOps.Count <= map.Channels)
        {
            x.Store(to + c, map.Stride);
        }
        else
        {
            x.StorePart(to + c, map.Stride, Math.Max(0, map.Channels - c));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* sum, TVec x) => TOps.Store(sum, TOps.Add(TOps.Load(sum), x));
}
