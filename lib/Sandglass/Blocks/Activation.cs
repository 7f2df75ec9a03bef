using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Sandglass.Blocks;

/// <summary>Elementwise non-linearity after a convolution's BatchNorm.</summary>
public enum Activation
{
    /// <summary>Linear: nothing is applied.</summary>
    None,

    /// <summary>max(0, x).</summary>
    ReLU,

    /// <summary>min(max(0, x), 6): the paper's choice.</summary>
    ReLU6,

    /// <summary>x · sigmoid(x), also called Swish.</summary>
    SiLU,

    /// <summary>Logistic function; the gate of squeeze-and-excitation.</summary>
    Sigmoid,

    /// <summary>ReLU6(x + 3) / 6; the cheaper gate.</summary>
    HardSigmoid,
}

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

    /// <summary>The activation of one number.</summary>
    internal static double Of(this Activation activation, double x) => activation switch
    {
        Activation.None => x,
        Activation.ReLU => Math.Max(0, x),
        Activation.ReLU6 => Math.Clamp(x, 0, 6),
        Activation.SiLU => x / (1 + Math.Exp(-x)),
        Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
        Activation.HardSigmoid => Math.Clamp(x + 3, 0, 6) / 6,
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "unknown activation"),
    };
}
