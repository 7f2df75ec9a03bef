using Sandglass.Training;

namespace Sandglass.Detection.Training;

/// <summary>How far a detector's run is, beside its tensors.</summary>
/// <param name="Metrics">Epochs that have ended.</param>
/// <param name="Timing">Their time.</param>
/// <param name="InEpoch">The epoch that was begun; null between epochs.</param>
internal sealed record DetectionState(
    IReadOnlyList<DetectionMetrics> Metrics, IReadOnlyList<DetectionTiming> Timing, DetectionProgress? InEpoch)
{
    internal byte[] Serialized() => ResumableState.Serialized(this);

    /// <exception cref="FormatException">The bytes are no state, or none of a run of so many epochs and steps.</exception>
    internal static DetectionState Parse(ReadOnlyMemory<byte> bytes, int epochs, int stepsPerEpoch) =>
        ResumableState.Parse<DetectionState>(bytes).Checked(epochs, stepsPerEpoch);

    /// <summary>Steps done.</summary>
    internal int Step(int stepsPerEpoch) => (Metrics.Count * stepsPerEpoch) + (InEpoch?.Batches ?? 0);

    private DetectionState Checked(int epochs, int stepsPerEpoch)
    {
        ResumableState.Require(Metrics.All(m => m is not null) && Timing.All(t => t is not null), "an epoch is empty");
        ResumableState.Require(Timing.Count == Metrics.Count, "it has another number of epochs than the run");
        ResumableState.RequireEpochs(
            [.. Metrics.Select(m => m.Epoch)], InEpoch is null ? null : (InEpoch.Epoch, InEpoch.Batches), epochs, stepsPerEpoch);
        return this;
    }
}
