using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Sandglass.Detection.Training;

/// <summary>The two parts of a detector's loss, each a single number in the graph, divided by the priors that stand for objects.</summary>
/// <param name="Classification">Cross-entropy.</param>
/// <param name="Localization">Smooth L1 of the offsets.</param>
public sealed record DetectionLoss(Tensor Classification, Tensor Localization)
{
    /// <summary>Their sum, which training lessens.</summary>
    public Tensor Total() => Classification.Plus(Localization);
}
