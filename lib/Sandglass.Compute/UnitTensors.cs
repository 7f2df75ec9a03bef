using static TorchSharp.torch;

namespace Sandglass.Compute;

/// <summary>Weights and running statistics of a unit.</summary>
/// <param name="Weight">Of the convolution, [out, in / groups, k, k]; null: there is none.</param>
/// <param name="Bias">Of the convolution; null: there is none. A BatchNorm takes it out again: then only the running mean knows it, and its gradient is 0.</param>
/// <param name="Norm">Of the BatchNorm; null: there is none.</param>
internal readonly record struct UnitTensors(Tensor? Weight, Tensor? Bias, NormTensors? Norm);

/// <summary>Weights and running statistics of a BatchNorm.</summary>
/// <param name="Gamma">Scale.</param>
/// <param name="Beta">Shift.</param>
/// <param name="Mean">Running mean.</param>
/// <param name="Variance">Running variance.</param>
/// <param name="Momentum">Share of a batch in the running statistics.</param>
internal sealed record NormTensors(Tensor Gamma, Tensor Beta, Tensor Mean, Tensor Variance, double Momentum)
{
    internal int Channels => (int)Gamma.shape[0];
}
