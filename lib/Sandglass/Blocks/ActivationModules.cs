using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Sandglass.Blocks;

internal static class ActivationModules
{
    /// <summary>Applies an activation to a tensor of any shape; in place where the input is nobody else's.</summary>
    internal static Tensor Apply(this Activation activation, Tensor x) => activation switch
    {
        Activation.None => x,
        Activation.ReLU => F.relu(x, inplace: true),
        Activation.ReLU6 => F.relu6(x, inplace: true),
        Activation.SiLU => F.silu(x),
        Activation.Sigmoid => F.sigmoid(x),
        Activation.HardSigmoid => F.hardsigmoid(x),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "unknown activation"),
    };
}
