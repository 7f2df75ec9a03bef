using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sandglass.Tests.Blocks;

/// <summary>Parts that a user may bring.</summary>
internal static class OwnModules
{
    /// <summary>Mish (Misra 2019), x · tanh(softplus(x)).</summary>
    public static Activation Mish { get; } = Activation.Register("mish", 1, x => x * functional.softplus(x).tanh());

    /// <summary>Channel attention by a convolution over neighbouring channels, and a scale a channel.</summary>
    public static OwnLayer Eca { get; } = OwnLayer.Register(
        "eca", 1, channels => new ChannelAttention(channels), channels => 3 + channels, (channels, side) => 3L * channels);

    /// <summary>Half the size by means of two by two pixels.</summary>
    public static OwnLayer Halved { get; } = OwnLayer.Register("halved", 1, _ => new Halving(), _ => 0, (_, _) => 0, window: 2, stride: 2);

    public static BlockSpec Block { get; } = BlockSpec.Sandglass(12, 12, reduction: 3);
}

internal sealed class ChannelAttention : Module<Tensor, Tensor>
{
    [ComponentName(Name = "conv")]
    private readonly Conv1d _conv = Conv1d(1, 1, 3, padding: 1, bias: false);

    [ComponentName(Name = "scale")]
    private readonly Parameter _scale;

    public ChannelAttention(long channels)
        : base("eca")
    {
        _scale = new Parameter(rand(channels, 1, 1));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var gate = _conv.call(input.mean([2, 3]).unsqueeze(1)).squeeze(1).sigmoid();
        return input * gate.unsqueeze(-1).unsqueeze(-1) * _scale;
    }
}

internal sealed class Halving() : Module<Tensor, Tensor>("halved")
{
    public override Tensor forward(Tensor input) => functional.avg_pool2d(input, 2, stride: 2, ceil_mode: true);
}
