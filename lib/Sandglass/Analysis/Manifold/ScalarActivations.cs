using Sandglass.Blocks;

namespace Sandglass.Analysis.Manifold;

internal static class ScalarActivations
{
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
