using static TorchSharp.torch;

namespace Sandglass.Detection.Networks;

/// <summary>What a detector says of a batch, for every prior. The caller owns the tensors.</summary>
/// <param name="Scores">[N, P, classes + 1], before the softmax; background first.</param>
/// <param name="Offsets">[N, P, 4]: x, y, width and height in units of the plan's variances.</param>
public sealed record DetectorOutput(Tensor Scores, Tensor Offsets);
