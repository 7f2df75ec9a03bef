using Sandglass.Compute.Kernels;
using static TorchSharp.torch;

namespace Sandglass.Compute;

/// <summary>The forward passes of a chain: one a unit, and one that writes the chain's output.</summary>
internal sealed unsafe class ChainForward(ChainCall call, Tensor input, Tensor? shortcut)
{
    private readonly (int Height, int Width)[] _sizes = call.Chain.Sizes((int)input.shape[2], (int)input.shape[3]);
    private readonly long _images = input.shape[0];

    /// <summary>The raw output of each unit's convolution.</summary>
    internal List<Tensor> Maps { get; } = [];

    /// <summary>BatchNorm of each unit.</summary>
    internal List<ChannelTable> Tables { get; } = [];

    /// <summary>Runs them.</summary>
    /// <returns>The output, channels-last.</returns>
    internal Tensor Run()
    {
        var units = call.Chain.Units;
        var plain = ChannelTable.Plain(call.Chain.In);
        var (before, lens) = (Memory.OuterMap(input), plain.Lens(call.Chain.Before));
        for (var i = 0; i < units.Count; i++)
        {
            var sums = call.Sums(units[i].Out);
            before = units[i].Kind == UnitKind.Norm ? Measure(before, i, sums) : Convolve(before, lens, i, sums);
            Tables.Add(Table(i, sums));
            Array.ForEach(sums, part => part.Dispose());
            lens = Tables[i].Lens(units[i].Activation);
        }

        var output = Memory.Outer(_images, _sizes[^1], call.Chain.Out);
        var (to, after) = (Memory.OuterMap(output), new Lens(0, 0, call.Chain.After.Least, call.Chain.After.Most));
        var added = Shortcut(call, input, shortcut);
        Parts.Run(call.Threads, Pixels(^1), (_, pixel, end) => call.Kernels.Finish(before, lens, added, after, to, pixel, end));
        plain.Numbers.Dispose();
        return output;
    }

    /// <summary>The channels that are added behind the last unit.</summary>
    internal static Map Shortcut(ChainCall call, Tensor input, Tensor? shortcut) =>
        call.Chain.Shared == 0 ? default : Memory.OuterMap(call.AddsInput ? input : shortcut!) with { Channels = call.Chain.Shared };

    private ChannelTable Table(int at, ChannelSums[] sums)
    {
        var (unit, (_, bias, norm)) = (call.Chain.Units[at], call.Units[at]);
        return norm is null ? (bias is null ? ChannelTable.Plain(unit.Out) : ChannelTable.OfBias(bias))
            : call.OfBatch ? ChannelTable.OfBatch(sums, norm, bias, unit.Epsilon)
            : ChannelTable.OfRunning(norm, bias, unit.Epsilon);
    }

    private Map Measure(Map map, int at, ChannelSums[] sums)
    {
        Maps.Add(input);
        if (call.OfBatch)
        {
            Parts.Run(call.Threads, Pixels(at), (part, pixel, end) => call.Kernels.Sum(map, sums[part], pixel, end));
        }

        return map;
    }

    private Map Convolve(Map before, Lens lens, int at, ChannelSums[] sums)
    {
        var unit = call.Chain.Units[at];
        Maps.Add(Memory.Inner(_images, _sizes[at], unit.Out));
        var output = Memory.InnerMap(Maps[^1]);
        using var weights = call.Packed(at, backward: false);
        if (unit.Kind == UnitKind.Depthwise)
        {
            var (height, width) = at == 0 ? ((int)input.shape[2], (int)input.shape[3]) : _sizes[at - 1];
            var shape = new DepthwiseShape(height, width, unit.Kernel, unit.Stride, unit.Dilation);
            Parts.Run(call.Threads, _images, (part, image, end) =>
                call.Kernels.DepthwiseForward(before, lens, weights.Data, shape, output, sums[part], image, end));
        }
        else
        {
            Parts.Run(call.Threads, Pixels(at), (part, pixel, end) =>
                call.Kernels.PointwiseForward(before, lens, weights.Data, unit.In, output, sums[part], pixel, end));
        }

        return output;
    }

    private long Pixels(Index at) => _images * _sizes[at].Height * _sizes[at].Width;
}
