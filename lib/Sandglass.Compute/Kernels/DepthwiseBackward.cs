using System.Runtime.CompilerServices;
using Sandglass.Compute.Vectors;

namespace Sandglass.Compute.Kernels;

/// <summary>
/// The gradients of a depthwise convolution, image by image and in bands of input rows where an image is large: both maps
/// and the gradient are read once, into planes; the input's gradient is written once.
/// </summary>
internal static unsafe class DepthwiseBackward<TOps, TVec>
    where TOps : struct, IVectorOps<TVec>
    where TVec : struct
{
    private const int CacheFloats = 100_000;

    /// <summary>The gradients of the weights and of the input.</summary>
    /// <param name="gradient">Of the output.</param>
    /// <param name="input">The map before.</param>
    /// <param name="lens">BatchNorm and activation before.</param>
    /// <param name="weights">For each vector of channels its k² weights, in opposite order.</param>
    /// <param name="shape">Sizes.</param>
    /// <param name="target">Takes the input's gradient; without data, it is not wanted.</param>
    /// <param name="sums">Takes ∑g and ∑g·(z − mean).</param>
    /// <param name="ofWeights">Takes the weights' gradients: for each vector of channels k²; null: they are not wanted.</param>
    /// <param name="image">The first image.</param>
    /// <param name="end">The image behind the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run(
        in OutputGradient gradient, Map input, Lens lens, float* weights, DepthwiseShape shape, in InputGradient target,
        ChannelSums sums, float* ofWeights, long image, long end)
    {
        var (s, p, square) = (shape.Stride, shape.Pad, shape.Kernel * shape.Kernel * TOps.Count);
        var vectors = (input.Channels + TOps.Count - 1) / TOps.Count;
        var (widthA, left) = (shape.Width + (2 * p), p / s);
        var widthZ = ((shape.Width - 1 + p) / s) + left + 1;
        var band = Math.Clamp(CacheFloats / (widthA * vectors * TOps.Count) / s * s, s, (shape.Height + s - 1) / s * s);
        var planeA = DepthwiseKernel<TOps, TVec>.Plane((band + (2 * p)) * widthA);
        var planeZ = DepthwiseKernel<TOps, TVec>.Plane((((band + (2 * p)) / s) + 1) * widthZ);
        var planeD = DepthwiseKernel<TOps, TVec>.Plane(band * shape.Width);
        var a = Scratch.Of((long)vectors * (planeA + planeZ + planeD));
        var dz = a + ((nint)vectors * planeA);
        var da = dz + ((nint)vectors * planeZ);
        new Span<float>(a, vectors * (planeA + planeZ)).Clear();
        var ahead = default(Ahead);
        for (; image < end; image++)
        {
            for (var top = 0; top < shape.Height; top += band)
            {
                var rows = Math.Min(band, shape.Height - top);
                var first = -((p - top) / s); // the first output row that saw the band: ⌈(top − p) / s⌉
                first = (first * s) < top - p ? first + 1 : first;
                var last = (top + rows - 1 + p) / s;
                if (ofWeights != null)
                {
                    DepthwiseKernel<TOps, TVec>.ReadRows(
                        input, lens, image, shape, top - p, rows + (2 * p), new Tile((nint)a, TOps.Count, planeA), widthA);
                }

                ReadRows(gradient, image, shape, first, last - first + 1, new Tile((nint)dz, TOps.Count, planeZ), widthZ, left);
                var (inner, below) = shape.Below(image, top + rows);
                var (innerCount, belowCount) = (Math.Min(band, (end * shape.Height) - inner) * shape.Width, Math.Min((band + s - 1) / s, (end * shape.OutHeight) - below) * shape.OutWidth);
                ahead.Clear();
                ahead.Add(gradient.Behind, below * shape.OutWidth, belowCount);
                ahead.Add(gradient.Output, below * shape.OutWidth, belowCount);
                ahead.Add(input, inner * shape.Width, innerCount);
                ahead.Add(target.To, inner * shape.Width, innerCount);
                ahead.Spread(vectors * ((ofWeights != null ? shape.Kernel : 0) + (target.To.Data != 0 ? rows : 0)));
                var owned = (top + s - 1) / s;
                var ends = Math.Min(shape.OutHeight, (top + rows + s - 1) / s);
                for (var c = 0; c < vectors; c++)
                {
                    var plane = a + ((nint)c * planeA);
                    var behind = dz + ((nint)c * planeZ);
                    var seen = behind + ((((owned - first) * widthZ) + left) * TOps.Count);
                    if (ofWeights != null)
                    {
                        WeightGradients(plane, widthA, seen, widthZ, shape, ends - owned, ofWeights + ((nint)c * square), ref ahead);
                    }

                    if (target.To.Data != 0)
                    {
                        Transpose(behind + ((-first * (nint)widthZ) + left) * TOps.Count, widthZ, weights + ((nint)c * square), shape, top, rows, da + ((nint)c * planeD), ref ahead);
                    }
                }

                if (target.To.Data != 0)
                {
                    var pixel = ((image * shape.Height) + top) * shape.Width;
                    PixelKernels<TOps, TVec>.Write(
                        new Tile((nint)da, TOps.Count, planeD), input, lens, target, pixel, rows * shape.Width, sums.First, sums.Second);
                    sums.Added(rows * shape.Width);
                }
            }
        }

        sums.Settle();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ReadRows(in OutputGradient gradient, long image, DepthwiseShape shape, int top, int rows, Tile to, int width, int left)
    {
        for (var r = 0; r < rows; r++)
        {
            var y = top + r;
            if (y < 0 || y >= shape.OutHeight)
            {
                DepthwiseKernel<TOps, TVec>.Clear(to.From(r * width), width, gradient.Output.Channels);
            }
            else
            {
                PixelKernels<TOps, TVec>.Read(
                    gradient, ((image * shape.OutHeight) + y) * shape.OutWidth, shape.OutWidth, to.From((r * width) + left));
            }
        }
    }

    // Neighbouring weights of a row of the kernel stay in registers while the pixels run.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WeightGradients(float* a, int widthA, float* dz, int widthZ, DepthwiseShape shape, int rows, float* to, ref Ahead ahead)
    {
        for (var y = 0; y < shape.Kernel; y++)
        {
            ahead.Pull();
            for (var x = 0; x < shape.Kernel;)
            {
                var from = a + ((nint)((y * widthA) + x) * shape.Dilation * TOps.Count);
                var left = shape.Kernel - x;
                var width = left is 3 or 5 or 7 ? 3 : Math.Min(left, 4);
                switch (width)
                {
                    case 1: WeightGradients<Row1<TOps, TVec>>(from, widthA, dz, widthZ, shape, rows, to); break;
                    case 2: WeightGradients<Row2<TOps, TVec>>(from, widthA, dz, widthZ, shape, rows, to); break;
                    case 3: WeightGradients<Row3<TOps, TVec>>(from, widthA, dz, widthZ, shape, rows, to); break;
                    default: WeightGradients<Row4<TOps, TVec>>(from, widthA, dz, widthZ, shape, rows, to); break;
                }

                x += width;
                to += width * TOps.Count;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WeightGradients<TRow>(float* a, int widthA, float* dz, int widthZ, DepthwiseShape shape, int rows, float* to)
        where TRow : struct, IRow<TRow, TVec>
    {
        var (even, odd) = (TRow.Zero, TRow.Zero); // two sums, so that one does not wait for the other
        var (step, column) = ((nint)shape.Stride * TOps.Count, (nint)shape.Dilation * TOps.Count);
        for (var y = 0; y < rows; y++)
        {
            var g = dz + ((nint)y * widthZ * TOps.Count);
            var from = a + ((nint)y * shape.Stride * widthA * TOps.Count);
            var x = 0;
            for (; x + 2 <= shape.OutWidth; x += 2)
            {
                even = TRow.Fma(TOps.Load(g), TRow.Load(from, column), even);
                odd = TRow.Fma(TOps.Load(g + TOps.Count), TRow.Load(from + step, column), odd);
                g += 2 * TOps.Count;
                from += 2 * step;
            }

            if (x < shape.OutWidth)
            {
                even = TRow.Fma(TOps.Load(g), TRow.Load(from, column), even);
            }
        }

        even.Plus(odd).Plus(TRow.Load(to, TOps.Count)).Store(to, TOps.Count);
    }

    // An input pixel was seen by the outputs whose weights fall on it: those of every s-th weight, from one that its place
    // decides, in opposite order; a dilated kernel of stride 2 passes over every second pixel. The weights are packed in
    // that order.
    private static void Transpose(float* dz, int widthZ, float* weights, DepthwiseShape shape, int top, int rows, float* to, ref Ahead ahead)
    {
        var (s, p, k, d) = (shape.Stride, shape.Pad, shape.Kernel, shape.Dilation);
        var (every, apart) = (shape.Every, shape.Apart);
        for (var i = top; i < top + rows; i++)
        {
            ahead.Pull();
            var (firstY, countY) = shape.Seen(i);
            var row = dz + ((nint)(((i + p - (firstY * d)) / s) - ((countY - 1) * apart)) * widthZ * TOps.Count);
            for (var phase = 0; phase < s && phase < shape.Width; phase++)
            {
                var (firstX, countX) = shape.Seen(phase);
                var window = new Window(
                    row + ((((phase + p - (firstX * d)) / s) - ((countX - 1) * apart)) * TOps.Count), apart * widthZ * TOps.Count, apart * TOps.Count, TOps.Count,
                    weights + ((((k - 1 - firstY - ((countY - 1) * every)) * k) + k - 1 - firstX - ((countX - 1) * every)) * TOps.Count), every * k * TOps.Count, every * TOps.Count,
                    countY, countX);
                window.Row<TOps, TVec>((shape.Width - phase + s - 1) / s, to + (phase * TOps.Count), s * TOps.Count);
            }

            to += shape.Width * TOps.Count;
        }
    }
}
