using System.Runtime.CompilerServices;
using Sandglass.Compute.Vectors;

namespace Sandglass.Compute.Kernels;

/// <summary>
/// A pointwise convolution on tiles of pixels that stay in the second cache. Forward reads the map before once and writes
/// its own once; backward reads the gradient and both maps once and writes the input's gradient once.
/// </summary>
internal static unsafe class PointwiseKernel<TOps, TVec>
    where TOps : struct, IVectorOps<TVec>
    where TVec : struct
{
    private const int CacheFloats = 100_000;
    private const int MostPixels = 96, LeastPixels = 24; // multiples of the product's six rows

    /// <summary>z = W·lens(input), and its sums.</summary>
    /// <param name="input">The map before.</param>
    /// <param name="lens">BatchNorm and activation before.</param>
    /// <param name="weights">W, packed with depth the input's channels.</param>
    /// <param name="depth">Channels of the input.</param>
    /// <param name="output">z, its channels whole vectors.</param>
    /// <param name="sums">Takes ∑ and ∑² about its pivot.</param>
    /// <param name="pixel">The first pixel.</param>
    /// <param name="end">The pixel behind the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Forward(Map input, Lens lens, float* weights, int depth, Map output, ChannelSums sums, long pixel, long end)
    {
        var (rowIn, rowOut) = (Row(input.Channels), Row(output.Channels));
        var most = TilePixels(rowIn + rowOut);
        var a = Scratch.Of((long)most * (rowIn + rowOut));
        var z = a + ((nint)most * rowIn);
        var (tileIn, tileOut) = (new Tile((nint)a, rowIn, TOps.Count), new Tile((nint)z, rowOut, TOps.Count));
        var vectors = output.Channels / TOps.Count;
        var ahead = default(Ahead);
        for (var first = true; pixel < end; pixel += most, first = false)
        {
            var count = (int)Math.Min(most, end - pixel);
            var next = Math.Min(most, end - pixel - count);
            ahead.Clear();
            ahead.Add(input, pixel + count, next);
            ahead.Add(output, pixel + count, next);
            ahead.Spread(Product<TOps, TVec>.Tiles(count, vectors));
            PixelKernels<TOps, TVec>.Read(input, lens, pixel, count, tileIn);
            Product<TOps, TVec>.Multiply(a, rowIn, 1, count, weights, 0, vectors, depth, z, rowOut, add: false, ref ahead);
            if (first)
            {
                PixelKernels<TOps, TVec>.Pivot(tileOut, output.Channels, sums.Pivot);
            }

            PixelKernels<TOps, TVec>.Write(tileOut, output, pixel, count, sums.Pivot, sums.First, sums.Second);
            sums.Added(count);
        }

        sums.Settle();
    }

    /// <summary>The gradients of the weights and of the input.</summary>
    /// <param name="gradient">Of the output.</param>
    /// <param name="input">The map before.</param>
    /// <param name="lens">BatchNorm and activation before.</param>
    /// <param name="weights">Wᵀ, packed with depth the output's channels; null: the input's gradient is not wanted.</param>
    /// <param name="channels">Channels in and out.</param>
    /// <param name="target">Takes the input's gradient.</param>
    /// <param name="sums">Takes ∑g and ∑g·(z − mean).</param>
    /// <param name="ofWeights">Takes the weights' gradient: rows of padded input channels, as many as output channels, to the next multiple of six; null: it is not wanted.</param>
    /// <param name="pixel">The first pixel.</param>
    /// <param name="end">The pixel behind the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Backward(
        in OutputGradient gradient, Map input, Lens lens, float* weights, (int In, int Out) channels, in InputGradient target,
        ChannelSums sums, float* ofWeights, long pixel, long end)
    {
        var (padded, rowIn, rowOut) = (Padding.Of(channels.In), Row(channels.In), Row(channels.Out));
        var most = TilePixels((2 * rowIn) + rowOut);
        var a = Scratch.Of(((long)most * ((2 * rowIn) + rowOut)) + Padding.Floats);
        var da = a + ((nint)most * rowIn);
        var dz = da + ((nint)most * rowIn);
        var vectors = padded / TOps.Count;
        var ahead = default(Ahead);
        for (; pixel < end; pixel += most)
        {
            var count = (int)Math.Min(most, end - pixel);
            var next = Math.Min(most, end - pixel - count);
            ahead.Clear();
            ahead.Add(gradient.Behind, pixel + count, next);
            ahead.Add(gradient.Output, pixel + count, next);
            ahead.Add(input, pixel + count, next);
            ahead.Add(target.To, pixel + count, next);
            ahead.Spread(
                (ofWeights == null ? 0 : Product<TOps, TVec>.Tiles(channels.Out, vectors)) + (weights == null ? 0 : Product<TOps, TVec>.Tiles(count, vectors)));
            PixelKernels<TOps, TVec>.Read(gradient, pixel, count, new Tile((nint)dz, rowOut, TOps.Count));
            if (ofWeights != null)
            {
                PixelKernels<TOps, TVec>.Read(input, lens, pixel, count, new Tile((nint)a, rowIn, TOps.Count));
                Product<TOps, TVec>.Multiply(dz, 1, rowOut, channels.Out, a, rowIn, vectors, count, ofWeights, padded, add: true, ref ahead);
            }

            if (weights == null)
            {
                continue;
            }

            Product<TOps, TVec>.Multiply(dz, rowOut, 1, count, weights, 0, vectors, channels.Out, da, rowIn, add: false, ref ahead);
            PixelKernels<TOps, TVec>.Write(new Tile((nint)da, rowIn, TOps.Count), input, lens, target, pixel, count, sums.First, sums.Second);
            sums.Added(count);
        }

        sums.Settle();
    }

    private static int TilePixels(int floats) =>
        Math.Clamp(CacheFloats / floats, LeastPixels, MostPixels) / Product<TOps, TVec>.Rows * Product<TOps, TVec>.Rows;

    // Rows an odd number of cache lines apart, so that a column of them spreads over all sets of the first cache.
    private static int Row(int channels) => Padding.Of(channels) | Padding.Floats;
}
