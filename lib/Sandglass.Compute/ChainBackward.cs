using System.Runtime.CompilerServices;
using Sandglass.Compute.Kernels;
using static TorchSharp.torch;

namespace Sandglass.Compute;

/// <summary>Gradients of a chain.</summary>
/// <param name="Input">Of its input; null: it takes none.</param>
/// <param name="Shortcut">Of a shortcut that is not its input; null: there is none.</param>
/// <param name="Units">Of each unit's weight, bias, scale and shift; null: it has none.</param>
internal sealed record ChainGradients(Tensor? Input, Tensor? Shortcut, (Tensor? Weight, Tensor? Bias, Tensor? Gamma, Tensor? Beta)[] Units);

/// <summary>
/// The backward passes of a chain: one that sums over the output's gradient, and one a unit, which makes the gradient of
/// the convolution's output, the weights' and the input's, and sums what the unit before needs.
/// </summary>
internal sealed unsafe class ChainBackward(ChainCall call, Tensor input, Tensor? shortcut, Tensor[] maps, ChannelTable[] tables, Tensor gradient)
{
    private readonly (int Height, int Width)[] _sizes = call.Chain.Sizes((int)input.shape[2], (int)input.shape[3]);
    private readonly (Tensor? Weight, Tensor? Bias, Tensor? Gamma, Tensor? Beta)[] _gradients = new (Tensor?, Tensor?, Tensor?, Tensor?)[maps.Length];
    private readonly long _images = input.shape[0];
    private Tensor? _held;

    /// <summary>Runs them.</summary>
    internal ChainGradients Run()
    {
        var last = maps.Length - 1;
        var plain = ChannelTable.Plain(call.Chain.In);
        var sums = call.Sums(call.Chain.Out);
        var (behind, ofSum) = Begin(sums);
        Tensor? ofInput = null;
        for (var i = last; i >= 0; i--)
        {
            var unit = call.Chain.Units[i];
            using var factors = unit.IsNormalized ? Factors(i, sums) : Plain(unit.Out);
            _gradients[i].Bias = OfBias(i, sums);
            Array.ForEach(sums, part => part.Dispose());
            var padded = Padding.Of(unit.Out);
            var output = new OutputGradient(
                behind, MapOf(i), (nint)factors.Data, (nint)(factors.Data + padded), (nint)(factors.Data + (2 * padded)));
            var (before, lens) = i == 0 ? (Memory.OuterMap(input), plain.Lens(call.Chain.Before)) : (MapOf(i - 1), tables[i - 1].Lens(call.Chain.Units[i - 1].Activation));
            var to = i > 0 ? Memory.Inner(_images, _sizes[i - 1], unit.In) : call.WantsInput ? Memory.Outer(_images, ((int)input.shape[2], (int)input.shape[3]), unit.In) : null;
            var target = i > 0
                ? new InputGradient(Memory.InnerMap(to!), (nint)tables[i - 1].Mean, default)
                : new InputGradient(
                    to is null ? default : Memory.OuterMap(to),
                    call.Chain.Before == Bounds.None ? 0 : (nint)plain.Mean,
                    call.AddsInput ? ofSum with { Channels = call.Chain.Shared } : default);
            sums = call.Sums(unit.In);
            Unit(i, output, before, lens, target, sums);
            behind = target.To;
            _held?.Dispose();
            _held = i > 0 ? to : null;
            ofInput = to;
        }

        Array.ForEach(sums, part => part.Dispose());
        plain.Numbers.Dispose();
        return new ChainGradients(ofInput, OfShortcut(), _gradients);
    }

    /// <summary>The gradient behind the shortcut's addition.</summary>
    private Tensor? OfSum { get; set; }

    // A gradient that passes both activations unchanged is the output's own.
    private (Map Behind, Map OfSum) Begin(ChannelSums[] sums)
    {
        var (chain, last, table) = (call.Chain, call.Chain.Units[^1], tables[^1]);
        var from = Memory.OuterMap(gradient);
        if (chain.After != Bounds.None)
        {
            OfSum = Memory.Outer(_images, _sizes[^1], chain.Out);
        }

        if (last.Activation != Bounds.None)
        {
            _held = Memory.Outer(_images, _sizes[^1], chain.Out);
        }

        var (ofSum, behind) = (OfSum is null ? default : Memory.OuterMap(OfSum), _held is null ? default : Memory.OuterMap(_held));
        var (z, lens, after) = (MapOf(maps.Length - 1), table.Lens(last.Activation), new Lens(0, 0, chain.After.Least, chain.After.Most));
        var added = ChainForward.Shortcut(call, input, shortcut);
        Parts.Run(call.Threads, Pixels(_sizes[^1]), (part, pixel, end) =>
            call.Kernels.Begin(from, z, lens, added, after, ofSum, behind, table.Mean, sums[part], pixel, end));
        var through = OfSum is null ? from : ofSum;
        return (_held is null ? through : behind, through);
    }

    private void Unit(int at, in OutputGradient output, Map before, Lens lens, in InputGradient target, ChannelSums[] sums)
    {
        var (unit, from, to) = (call.Chain.Units[at], output, target);
        if (unit.Kind == UnitKind.Norm)
        {
            if (to.To.Data != 0)
            {
                Parts.Run(call.Threads, Pixels(_sizes[at]), (_, pixel, end) => call.Kernels.End(from, to, pixel, end));
            }

            return;
        }

        var depthwise = unit.Kind == UnitKind.Depthwise;
        var square = unit.Kernel * unit.Kernel;
        var length = (long)Padding.Of(unit.In) * (depthwise ? square : (unit.Out + KernelSet.Rows - 1) / KernelSet.Rows * KernelSet.Rows);
        var wanted = call.Units[at].Weight!.requires_grad;
        using var weights = call.Packed(at, backward: true);
        using var parts = new Room<float>(wanted ? length * call.Threads : 0);
        if (depthwise)
        {
            var (height, width) = at == 0 ? ((int)input.shape[2], (int)input.shape[3]) : _sizes[at - 1];
            var shape = new DepthwiseShape(height, width, unit.Kernel, unit.Stride, unit.Dilation);
            Parts.Run(call.Threads, _images, (part, image, end) =>
                call.Kernels.DepthwiseBackward(from, before, lens, weights.Data, shape, to, sums[part], Part(part), image, end));
        }
        else
        {
            Parts.Run(call.Threads, Pixels(_sizes[at]), (part, pixel, end) =>
                call.Kernels.PointwiseBackward(
                    from, before, lens, to.To.Data == 0 ? null : weights.Data, (unit.In, unit.Out), to, sums[part], Part(part), pixel, end));
        }

        if (wanted)
        {
            var sum = zeros(call.Units[at].Weight!.shape);
            for (var part = 0; part < call.Threads; part++)
            {
                Gather(unit, Part(part), Memory.Of(sum));
            }

            _gradients[at].Weight = sum;
        }

        float* Part(int part) => wanted ? parts.Data + (part * length) : null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Gather(Unit unit, float* part, float* sum)
    {
        if (unit.Kind == UnitKind.Depthwise)
        {
            call.Kernels.UnpackDepthwise(part, unit.In, unit.Kernel * unit.Kernel, sum);
            return;
        }

        var padded = Padding.Of(unit.In);
        for (var o = 0; o < unit.Out; o++)
        {
            for (var i = 0; i < unit.In; i++)
            {
                *sum++ += part[((long)o * padded) + i];
            }
        }
    }

    // BatchNorm's backward as a·g + b·z + c, and the gradients of its scale and shift.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Room<float> Factors(int at, ChannelSums[] sums)
    {
        var (channels, table, count) = (call.Chain.Units[at].Out, tables[at], (double)Pixels(_sizes[at]));
        var padded = Padding.Of(channels);
        var (gamma, beta) = (empty(channels), empty(channels));
        var ofGamma = Memory.Of(gamma);
        var ofBeta = Memory.Of(beta);
        var factors = new Room<float>(3L * padded);
        for (var c = 0; c < channels; c++)
        {
            var (first, second) = (0.0, 0.0);
            foreach (var part in sums)
            {
                first += part.TotalFirst(c);
                second += part.TotalSecond(c);
            }

            double inverse = table.Inverse[c], scale = table.Scale[c];
            var b = -scale * inverse * inverse * second / count;
            factors.Data[c] = table.Scale[c];
            factors.Data[padded + c] = (float)b;
            factors.Data[(2 * padded) + c] = (float)((-scale * first / count) - (b * table.Mean[c]));
            (ofGamma[c], ofBeta[c]) = ((float)(second * inverse), (float)first);
        }

        (_gradients[at].Gamma, _gradients[at].Beta) = (gamma, beta);
        return factors;
    }

    // The same where there is none: g itself.
    private static Room<float> Plain(int channels)
    {
        var padded = Padding.Of(channels);
        var factors = new Room<float>(3L * padded);
        new Span<float>(factors.Data, channels).Fill(1);
        return factors;
    }

    // A BatchNorm takes the bias out again.
    private Tensor? OfBias(int at, ChannelSums[] sums)
    {
        if (call.Units[at].Bias is not { } bias)
        {
            return null;
        }

        var gradient = zeros_like(bias);
        if (!call.Chain.Units[at].IsNormalized)
        {
            var to = Memory.Of(gradient);
            for (var c = 0; c < call.Chain.Units[at].Out; c++)
            {
                to[c] = (float)sums.Sum(part => part.TotalFirst(c));
            }
        }

        return gradient;
    }

    private Tensor? OfShortcut()
    {
        if (call.Chain.Shared == 0 || call.AddsInput)
        {
            OfSum?.Dispose();
            return null;
        }

        var whole = OfSum ?? gradient.alias();
        if (call.Chain.Shared == call.Chain.Out)
        {
            return whole;
        }

        var part = Memory.Outer(_images, _sizes[^1], call.Chain.Out).zero_();
        using var to = part.narrow(1, 0, call.Chain.Shared);
        using var from = whole.narrow(1, 0, call.Chain.Shared);
        to.copy_(from);
        whole.Dispose();
        return part;
    }

    private Map MapOf(int at) => call.Chain.Units[at].Kind == UnitKind.Norm ? Memory.OuterMap(maps[at]) : Memory.InnerMap(maps[at]);

    private long Pixels((int Height, int Width) size) => _images * size.Height * size.Width;
}
