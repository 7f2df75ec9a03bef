using System.Runtime.CompilerServices;
using Sandglass.Compute.Vectors;

namespace Sandglass.Compute.Kernels;

/// <summary>
/// A depthwise convolution, image by image and in bands of rows where an image is large: the input is read once, through
/// BatchNorm and activation, into planes of one vector of channels that are padded with zeros and small enough for the
/// first cache; each plane is convolved there, and the result written once.
/// </summary>
internal static unsafe class DepthwiseKernel<TOps, TVec>
    where TOps : struct, IVectorOps<TVec>
    where TVec : struct
{
    private const int CacheFloats = 60_000;

    /// <summary>z = w ∗ lens(input), and its sums.</summary>
    /// <param name="input">The map before.</param>
    /// <param name="lens">BatchNorm and activation before.</param>
    /// <param name="weights">For each vector of channels its k² weights.</param>
    /// <param name="shape">Sizes.</param>
    /// <param name="output">z, its channels whole vectors.</param>
    /// <param name="sums">Takes ∑ and ∑² about its pivot.</param>
    /// <param name="image">The first image.</param>
    /// <param name="end">The image behind the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Forward(Map input, Lens lens, float* weights, DepthwiseShape shape, Map output, ChannelSums sums, long image, long end)
    {
        var (s, span, vectors) = (shape.Stride, shape.Span, output.Channels / TOps.Count);
        var square = (nint)shape.Kernel * shape.Kernel * TOps.Count;
        var width = shape.Width + (2 * shape.Pad);
        var band = Math.Clamp(((CacheFloats / (width * output.Channels)) - span) / s, 1, shape.OutHeight);
        var (planeIn, planeOut) = (Plane((((band - 1) * s) + span) * width), Plane(band * shape.OutWidth));
        var a = Scratch.Of((long)vectors * (planeIn + planeOut));
        var z = a + ((nint)vectors * planeIn);
        new Span<float>(a, vectors * planeIn).Clear();
        var ahead = default(Ahead);
        for (var first = true; image < end; image++)
        {
            for (var y = 0; y < shape.OutHeight; y += band)
            {
                var rows = Math.Min(band, shape.OutHeight - y);
                var (inner, below) = shape.Below(image, (y + rows) * s);
                ahead.Clear();
                ahead.Add(input, inner * shape.Width, Math.Min(band * s, (end * shape.Height) - inner) * shape.Width);
                ahead.Add(output, below * shape.OutWidth, Math.Min(band, (end * shape.OutHeight) - below) * shape.OutWidth);
                ahead.Spread(vectors * rows);
                ReadRows(input, lens, image, shape, (y * s) - shape.Pad, ((rows - 1) * s) + span, new Tile((nint)a, TOps.Count, planeIn), width);
                for (var c = 0; c < vectors; c++)
                {
                    Convolve(a + ((nint)c * planeIn), width, weights + (c * square), shape, rows, z + ((nint)c * planeOut), ref ahead);
                }

                if (first)
                {
                    PixelKernels<TOps, TVec>.Pivot(new Tile((nint)z, TOps.Count, planeOut), output.Channels, sums.Pivot);
                    first = false;
                }

                var pixel = ((image * shape.OutHeight) + y) * shape.OutWidth;
                PixelKernels<TOps, TVec>.Write(
                    new Tile((nint)z, TOps.Count, planeOut), output, pixel, rows * shape.OutWidth, sums.Pivot, sums.First, sums.Second);
                sums.Added(rows * shape.OutWidth);
            }
        }

        sums.Settle();
    }

    /// <summary>Rows of an image into planes; rows beyond the image are zeros, as the columns beside it stay.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void ReadRows(Map input, Lens lens, long image, DepthwiseShape shape, int top, int rows, Tile to, int width)
    {
        for (var r = 0; r < rows; r++)
        {
            var y = top + r;
            if (y < 0 || y >= shape.Height)
            {
                Clear(to.From(r * width), width, input.Channels);
            }
            else
            {
                PixelKernels<TOps, TVec>.Read(
                    input, lens, ((image * shape.Height) + y) * shape.Width, shape.Width, to.From((r * width) + shape.Pad));
            }
        }
    }

    internal static void Clear(Tile row, int width, int channels)
    {
        for (var c = 0; c < channels; c += TOps.Count)
        {
            new Span<float>(row.At(c / TOps.Count), width * TOps.Count).Clear();
        }
    }

    /// <summary>Floats of a plane: an odd number of vectors, so that planes do not meet in the same sets of the cache.</summary>
    internal static int Plane(int pixels) => (pixels | 1) * TOps.Count;

    private static void Convolve(float* plane, int width, float* weights, DepthwiseShape shape, int rows, float* to, ref Ahead ahead)
    {
        var (k, s, d) = (shape.Kernel, shape.Stride, shape.Dilation);
        for (var y = 0; y < rows; y++)
        {
            ahead.Pull();
            var window = new Window(
                plane + ((nint)y * s * width * TOps.Count), d * width * TOps.Count, d * TOps.Count, s * TOps.Count, weights, k * TOps.Count, TOps.Count, k, k);
            window.Row<TOps, TVec>(shape.OutWidth, to, TOps.Count);
            to += shape.OutWidth * TOps.Count;
        }
    }
}
