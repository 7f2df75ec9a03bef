using Sandglass.Blocks;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sandglass.Search.Networks;

/// <summary>
/// The second classifier of the CIFAR networks: [N, C, 8, 8] → [N, classes]. ReLU, 5×5 average of stride 3, 1×1
/// convolution to 128, 2×2 convolution to 768, each with BatchNorm and ReLU, then a linear layer.
/// </summary>
internal sealed class AuxiliaryHead : Module<Tensor, Tensor>
{
    internal const int Narrow = 128;
    internal const int Wide = 768;

    [ComponentName(Name = "narrow")]
    private readonly Conv2d _narrow;

    [ComponentName(Name = "narrow_norm")]
    private readonly BatchNormLayer _narrowNorm = new(Narrow);

    [ComponentName(Name = "wide")]
    private readonly Conv2d _wide = Conv2d(Narrow, Wide, 2, bias: false);

    [ComponentName(Name = "wide_norm")]
    private readonly BatchNormLayer _wideNorm = new(Wide);

    [ComponentName(Name = "classifier")]
    private readonly Linear _classifier;

    internal AuxiliaryHead(int channels, int classes)
        : base("auxiliary")
    {
        _narrow = Conv2d(channels, Narrow, 1, bias: false);
        _classifier = Linear(Wide, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var x = functional.avg_pool2d(functional.relu(input), 5, stride: 3, count_include_pad: false);
        x = functional.relu(_narrowNorm.call(_narrow.call(x)));
        x = functional.relu(_wideNorm.call(_wide.call(x)));
        return _classifier.call(x.flatten(1));
    }
}
