using Sandglass.Search.Space;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sandglass.Search.Networks;

/// <summary>[N, in, H, W] → [N, out, ⌈H/2⌉, ⌈W/2⌉]: a 1×1 convolution at even pixels beside one at odd pixels.</summary>
internal sealed class FactorizedReduction : Module<Tensor, Tensor>
{
    [ComponentName(Name = "even")]
    private readonly Conv2d _even;

    [ComponentName(Name = "odd")]
    private readonly Conv2d _odd;

    internal FactorizedReduction(FactorizedLayer layer)
        : base(layer.Name)
    {
        _even = Conv2d(layer.InChannels, layer.OutChannels / 2, 1, stride: 2, bias: false);
        _odd = Conv2d(layer.InChannels, layer.OutChannels / 2, 1, stride: 2, bias: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var (height, width) = (input.shape[2], input.shape[3]);
        var shifted = input.narrow(2, Math.Min(1, height - 1), Math.Max(1, height - 1)).narrow(3, Math.Min(1, width - 1), Math.Max(1, width - 1));
        if (height % 2 != 0 || width % 2 != 0)
        {
            // The published code works on even sides alone; zeros stand where an odd side has no pixel.
            shifted = functional.pad(shifted, [0, width > 1 ? width % 2 : 0, 0, height > 1 ? height % 2 : 0]);
        }

        return cat([_even.call(input), _odd.call(shifted)], 1);
    }
}
