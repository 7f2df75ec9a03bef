using Sandglass.Data;
using Sandglass.Networks;

namespace Sandglass.Training;

/// <summary>What an observer sees between two epochs.</summary>
/// <param name="Epoch">Epochs done; 0 is before training.</param>
/// <param name="Network">The network as it stands, on the run's device, in training mode. Not to be kept.</param>
/// <param name="Spec">The run.</param>
/// <param name="Data">The run's images; not to be disposed.</param>
/// <param name="Normalization">How the run makes numbers of pixels.</param>
/// <param name="TrainingLoss">Mean loss of the epoch's batches; null before training.</param>
public sealed record EpochMoment(
    int Epoch,
    BottleneckNetwork Network,
    RunSpec Spec,
    DatasetSplits Data,
    Normalization Normalization,
    double? TrainingLoss);
