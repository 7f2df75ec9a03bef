using System.Diagnostics;
using Sandglass;
using Sandglass.Compute;
using Sandglass.Compute.Kernels;
using Sandglass.Networks;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Benchmarks.Compute;

/// <summary>One unit inside a chain: our kernel's two passes beside libtorch's convolution, BatchNorm and ReLU6.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Side">Side of its input, pixels.</param>
internal sealed record KernelCase(Unit Unit, int Side)
{
    /// <summary>The units of a network that the kernels compute, each as often as it stands there; its own activation is the next one's to compute.</summary>
    internal static IEnumerable<KernelCase> Of(NetworkPlan plan) =>
        from layer in plan.Layers().OfType<NetworkLayer.Convolution>()
        let conv = layer.Kernel
        let unit = conv.IsDepthwise ? Unit.Depthwise(conv.InChannels, conv.Kernel, conv.Stride, Bounds.None)
            : conv is { IsPointwise: true, Stride: 1, Groups: 1 } && layer.Input.Size > 1 ? Unit.Pointwise(conv.InChannels, conv.OutChannels, Bounds.None)
            : null
        where unit is not null
        select new KernelCase(unit, layer.Input.Size);

    private int Out => ((Side - 1) / Unit.Stride) + 1;

    internal string Name => Unit.Kind == UnitKind.Depthwise
        ? $"depthwise {Unit.Kernel}x{Unit.Kernel}{(Unit.Stride > 1 ? $"/{Unit.Stride}" : "")}, {Unit.In} at {Side}x{Side}"
        : $"pointwise {Unit.In} to {Unit.Out} at {Side}x{Side}";

    /// <summary>Floating-point operations of the forward pass; backward has twice as many.</summary>
    internal double Flops(int images) => 2.0 * images * Out * Out * Unit.Out * (Unit.Kind == UnitKind.Depthwise ? Unit.Kernel * Unit.Kernel : Unit.In);

    /// <summary>Bytes that the forward pass must move: its input and its output once.</summary>
    internal double ForwardBytes(int images) => 4.0 * images * ((Side * Side * Unit.In) + (Out * Out * Unit.Out));

    /// <summary>Bytes that the backward pass must move: both maps, the output's gradient, and the input's.</summary>
    internal double BackwardBytes(int images) => 2 * ForwardBytes(images);

    /// <summary>Seconds of each of our passes and of libtorch's, in turns.</summary>
    internal unsafe (List<double> Forward, List<double> Backward, List<double> TheirForward, List<double> TheirBackward) Measure(int images, int rounds)
    {
        using var scope = NewDisposeScope();
        var (forward, backward, theirForward, theirBackward) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var (before, z) = (Inner(images, Side, Unit.In), Inner(images, Out, Unit.Out));
        var (behind, da) = (Inner(images, Out, Unit.Out), Inner(images, Side, Unit.In));
        var weight = randn(Unit.Out, Unit.Kind == UnitKind.Depthwise ? 1 : Unit.In, Unit.Kernel, Unit.Kernel).requires_grad_();
        var gamma = ones(Unit.Out).requires_grad_();
        var beta = zeros(Unit.Out).requires_grad_();
        var (mean, variance) = (zeros(Unit.Out), ones(Unit.Out));
        var x = randn([images, Side, Side, Unit.In]).permute(0, 3, 1, 2).requires_grad_();
        var kernels = KernelSet.Best;
        var call = new ChainCall(new Chain([Unit], 0, Bounds.None), [new UnitTensors(weight, null, new NormTensors(gamma, beta, mean, variance, 0.1))], true, false, true, 1, kernels);
        var (tableIn, tableOut) = (ChannelTable.Plain(Unit.In), ChannelTable.Plain(Unit.Out));
        var lens = tableIn.Lens(Bounds.ReLU6);
        var (mapBefore, mapZ, mapBehind, mapDa) = (Memory.InnerMap(before), Memory.InnerMap(z), Memory.InnerMap(behind), Memory.InnerMap(da));
        var gradient = new OutputGradient(mapBehind, mapZ, (nint)tableOut.Scale, (nint)tableOut.Shift, (nint)tableOut.Shift);
        var target = new InputGradient(mapDa, (nint)tableIn.Mean, default);
        using var packed = call.Packed(0, backward: false);
        using var packedBack = call.Packed(0, backward: true);
        using var ofWeights = new Room<float>((long)Padding.Of(Unit.In) * Math.Max(Unit.Out + 6, Unit.Kernel * Unit.Kernel));
        var (shape, pixels) = (new DepthwiseShape(Side, Side, Unit.Kernel, Unit.Stride, Unit.Dilation), (long)images * Side * Side);
        for (var i = -3; i < rounds; i++)
        {
            using var inner = NewDisposeScope();
            using var sums = new ChannelSums(Padding.Of(Unit.Out));
            using var sumsBack = new ChannelSums(Padding.Of(Unit.In));
            var start = Stopwatch.GetTimestamp();
            if (Unit.Kind == UnitKind.Depthwise)
            {
                kernels.DepthwiseForward(mapBefore, lens, packed.Data, shape, mapZ, sums, 0, images);
                Lap(forward, ref start, i);
                kernels.DepthwiseBackward(gradient, mapBefore, lens, packedBack.Data, shape, target, sumsBack, ofWeights.Data, 0, images);
            }
            else
            {
                kernels.PointwiseForward(mapBefore, lens, packed.Data, Unit.In, mapZ, sums, 0, pixels);
                Lap(forward, ref start, i);
                kernels.PointwiseBackward(gradient, mapBefore, lens, packedBack.Data, (Unit.In, Unit.Out), target, sumsBack, ofWeights.Data, 0, pixels);
            }

            Lap(backward, ref start, i);
            var groups = Unit.Kind == UnitKind.Depthwise ? Unit.In : 1;
            var y = F.conv2d(x, weight, strides: [Unit.Stride, Unit.Stride], padding: [Unit.Kernel / 2, Unit.Kernel / 2], groups: groups);
            y = F.relu6(F.batch_norm(y, mean, variance, gamma, beta, training: true), inplace: true);
            Lap(theirForward, ref start, i);
            var g = ones_like(y);
            start = Stopwatch.GetTimestamp();
            y.backward([g]);
            Lap(theirBackward, ref start, i);
        }

        return (forward, backward, theirForward, theirBackward);
    }

    private static Tensor Inner(int images, int side, int channels) => randn(images, side, side, Padding.Of(channels));

    private static void Lap(List<double> times, ref long start, int round)
    {
        var now = Stopwatch.GetTimestamp();
        if (round >= 0)
        {
            times.Add(Stopwatch.GetElapsedTime(start, now).TotalSeconds);
        }

        start = now;
    }
}
