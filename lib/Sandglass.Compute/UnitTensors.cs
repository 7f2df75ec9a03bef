using static TorchSharp.torch;

namespace Sandglass.Compute;

/// <summary>Weights and running statistics of a unit.</summary>
/// <param name="Weight">Of the convolution, [out, in / groups, k, k]; null: there is none.</param>
/// <param name="Gamma">Scale of the BatchNorm.</param>
/// <param name="Beta">Shift of the BatchNorm.</param>
/// <param name="Mean">Running mean.</param>
/// <param name="Variance">Running variance.</param>
/// <param name="Momentum">Share of a batch in the running statistics.</param>
internal readonly record struct UnitTensors(Tensor? Weight, Tensor Gamma, Tensor Beta, Tensor Mean, Tensor Variance, double Momentum)
{
    internal int Channels => (int)Gamma.shape[0];
}
