using Sandglass.Compute.Kernels;
using static TorchSharp.torch;

namespace Sandglass.Compute;

/// <summary>What a pass through a chain is given beside the tensors that take gradients.</summary>
/// <param name="Chain">The units.</param>
/// <param name="Units">Their tensors.</param>
/// <param name="OfBatch">Whether BatchNorm takes the batch's statistics, as in training; else the running ones.</param>
/// <param name="AddsInput">Whether the shortcut is the chain's own input.</param>
/// <param name="WantsInput">Whether the input takes a gradient.</param>
/// <param name="Threads">Parts of the work.</param>
/// <param name="Kernels">Whose vectors.</param>
internal sealed record ChainCall(
    Chain Chain, UnitTensors[] Units, bool OfBatch, bool AddsInput, bool WantsInput, int Threads, KernelSet Kernels)
{
    /// <summary>Tensors of the forward pass; the gradient graph holds what it needs of them.</summary>
    internal List<Tensor> Made { get; } = [];

    /// <summary>Packed weights of a unit for its convolution, or for its backward.</summary>
    internal unsafe Room<float> Packed(int at, bool backward)
    {
        var unit = Chain.Units[at];
        var weight = Memory.Of(Units[at].Weight!);
        if (unit.Kind == UnitKind.Depthwise)
        {
            var square = unit.Kernel * unit.Kernel;
            var packed = new Room<float>((long)Padding.Of(unit.In) * square);
            Kernels.PackDepthwise(weight, unit.In, square, backward, packed.Data);
            return packed;
        }

        var room = backward ? new Room<float>((long)unit.Out * Padding.Of(unit.In)) : new Room<float>((long)unit.In * Padding.Of(unit.Out));
        Kernels.PackPointwise(weight, unit.In, unit.Out, backward, room.Data);
        return room;
    }

    internal ChannelSums[] Sums(int channels)
    {
        var sums = new ChannelSums[Threads];
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] = new ChannelSums(Padding.Of(channels));
        }

        return sums;
    }
}
