using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Sandglass.Blocks;

internal static class ActivationModules
{
    /// <summary>Applies an activation to a tensor of any shape.</summary>
    /// <param name="activation">The function.</param>
    /// <param name="x">The input.</param>
    /// <param name="inPlace">True: the input may be overwritten, since nobody else has it.</param>
    internal static Tensor Apply(this Activation activation, Tensor x, bool inPlace = true) => activation switch
    {
        Activation.None => x,
        Activation.ReLU => F.relu(x, inplace: inPlace),
        Activation.ReLU6 => F.relu6(x, inplace: inPlace),
        Activation.SiLU => F.silu(x),
        Activation.Sigmoid => F.sigmoid(x),
        Activation.HardSigmoid => F.hardsigmoid(x),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "unknown activation"),
    };
}
