using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sandglass.Compute.Vectors;

namespace Sandglass.Compute.Kernels;

/// <summary>All kernels for one width of vector; each works on a part of the pixels or images.</summary>
internal abstract unsafe class KernelSet
{
    /// <summary>Rows of weights' gradients are padded to a multiple of it.</summary>
    internal const int Rows = 6;

    /// <summary>For vectors of 16, 8 and 4 floats.</summary>
    internal static IReadOnlyList<KernelSet> All { get; } =
        [new KernelSet<Ops512, Vector512<float>>(), new KernelSet<Ops256, Vector256<float>>(), new KernelSet<Ops128, Vector128<float>>()];

    /// <summary>That of the widest vectors that this machine has.</summary>
    internal static KernelSet Best { get; } = All[Vector512.IsHardwareAccelerated ? 0 : Vector256.IsHardwareAccelerated ? 1 : 2];

    /// <summary>Floats in a vector.</summary>
    internal abstract int Floats { get; }

    /// <summary>Packs W [out, in] for a pointwise convolution, or for its backward.</summary>
    internal abstract void PackPointwise(float* weights, int from, int to, bool backward, float* packed);

    /// <summary>Packs W [channels, k²] for a depthwise convolution, or in opposite order for its backward.</summary>
    internal abstract void PackDepthwise(float* weights, int channels, int square, bool backward, float* packed);

    /// <summary>Adds packed gradients to those of W [channels, k²].</summary>
    internal abstract void UnpackDepthwise(float* packed, int channels, int square, float* weights);

    internal abstract void PointwiseForward(Map input, Lens lens, float* weights, int depth, Map output, ChannelSums sums, long pixel, long end);

    internal abstract void PointwiseBackward(
        in OutputGradient gradient, Map input, Lens lens, float* weights, (int In, int Out) channels, in InputGradient target,
        ChannelSums sums, float* ofWeights, long pixel, long end);

    internal abstract void DepthwiseForward(
        Map input, Lens lens, float* weights, DepthwiseShape shape, Map output, ChannelSums sums, long image, long end);

    internal abstract void DepthwiseBackward(
        in OutputGradient gradient, Map input, Lens lens, float* weights, DepthwiseShape shape, in InputGradient target,
        ChannelSums sums, float* ofWeights, long image, long end);

    internal abstract void Sum(Map map, ChannelSums sums, long pixel, long end);

    internal abstract void Finish(Map z, Lens lens, Map shortcut, Lens after, Map to, long pixel, long end);

    internal abstract void Begin(
        Map gradient, Map z, Lens lens, Map shortcut, Lens after, Map ofSum, Map behind, float* mean, ChannelSums sums, long pixel, long end);

    internal abstract void End(in OutputGradient gradient, in InputGradient target, long pixel, long end);
}

/// <summary>The kernels for the vectors of one kind.</summary>
internal sealed unsafe class KernelSet<TOps, TVec> : KernelSet
    where TOps : struct, IVectorOps<TVec>
    where TVec : struct
{
    private const int Run = 256;

    internal override int Floats => TOps.Count;

    internal override void PackPointwise(float* weights, int from, int to, bool backward, float* packed)
    {
        if (backward)
        {
            Product<TOps, TVec>.Pack(weights, from, 1, to, from, Padding.Of(from) / TOps.Count, packed);
        }
        else
        {
            Product<TOps, TVec>.Pack(weights, 1, from, from, to, Padding.Of(to) / TOps.Count, packed);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void PackDepthwise(float* weights, int channels, int square, bool backward, float* packed)
    {
        for (var i = 0; i < channels * square; i++)
        {
            var (channel, at) = Math.DivRem(i, square);
            packed[Lane(channel, backward ? square - 1 - at : at, square)] = weights[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void UnpackDepthwise(float* packed, int channels, int square, float* weights)
    {
        for (var i = 0; i < channels * square; i++)
        {
            var (channel, at) = Math.DivRem(i, square);
            weights[i] += packed[Lane(channel, at, square)];
        }
    }

    internal override void PointwiseForward(Map input, Lens lens, float* weights, int depth, Map output, ChannelSums sums, long pixel, long end) =>
        PointwiseKernel<TOps, TVec>.Forward(input, lens, weights, depth, output, sums, pixel, end);

    internal override void PointwiseBackward(
        in OutputGradient gradient, Map input, Lens lens, float* weights, (int In, int Out) channels, in InputGradient target,
        ChannelSums sums, float* ofWeights, long pixel, long end) =>
        PointwiseKernel<TOps, TVec>.Backward(gradient, input, lens, weights, channels, target, sums, ofWeights, pixel, end);

    internal override void DepthwiseForward(
        Map input, Lens lens, float* weights, DepthwiseShape shape, Map output, ChannelSums sums, long image, long end) =>
        DepthwiseKernel<TOps, TVec>.Forward(input, lens, weights, shape, output, sums, image, end);

    internal override void DepthwiseBackward(
        in OutputGradient gradient, Map input, Lens lens, float* weights, DepthwiseShape shape, in InputGradient target,
        ChannelSums sums, float* ofWeights, long image, long end) =>
        DepthwiseBackward<TOps, TVec>.Run(gradient, input, lens, weights, shape, target, sums, ofWeights, image, end);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Sum(Map map, ChannelSums sums, long pixel, long end)
    {
        if (pixel < end)
        {
            new Span<float>(map.At(pixel), map.Channels).CopyTo(new Span<float>(sums.Pivot, map.Channels));
        }

        for (; pixel < end; pixel += Run)
        {
            var count = (int)Math.Min(Run, end - pixel);
            PixelKernels<TOps, TVec>.Sum(map, pixel, count, sums.Pivot, sums.First, sums.Second);
            sums.Added(count);
        }

        sums.Settle();
    }

    internal override void Finish(Map z, Lens lens, Map shortcut, Lens after, Map to, long pixel, long end) =>
        PixelKernels<TOps, TVec>.Finish(z, lens, shortcut, after, to, pixel, end);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Begin(
        Map gradient, Map z, Lens lens, Map shortcut, Lens after, Map ofSum, Map behind, float* mean, ChannelSums sums, long pixel, long end)
    {
        for (; pixel < end; pixel += Run)
        {
            var upTo = Math.Min(pixel + Run, end);
            PixelKernels<TOps, TVec>.Begin(gradient, z, lens, shortcut, after, ofSum, behind, mean, pixel, upTo, sums.First, sums.Second);
            sums.Added(upTo - pixel);
        }

        sums.Settle();
    }

    internal override void End(in OutputGradient gradient, in InputGradient target, long pixel, long end) =>
        PixelKernels<TOps, TVec>.End(gradient, target, pixel, end);

    private static nint Lane(int channel, int at, int square) =>
        ((((nint)(channel / TOps.Count) * square) + at) * TOps.Count) + (channel % TOps.Count);
}
