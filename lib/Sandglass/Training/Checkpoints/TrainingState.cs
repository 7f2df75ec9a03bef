namespace Sandglass.Training.Checkpoints;

/// <summary>How far a classifier's run is, beside its tensors.</summary>
/// <param name="Metrics">Epochs that have ended.</param>
/// <param name="Timing">Their time.</param>
/// <param name="InEpoch">The epoch that was begun; null between epochs.</param>
/// <param name="Tables">What observers have found.</param>
internal sealed record TrainingState(
    IReadOnlyList<EpochMetrics> Metrics,
    IReadOnlyList<EpochTiming> Timing,
    EpochProgress? InEpoch,
    IReadOnlyList<ObserverTable> Tables)
{
    /// <summary>As bytes.</summary>
    internal byte[] Serialized() => ResumableState.Serialized(this);

    /// <summary>From bytes.</summary>
    /// <exception cref="FormatException">They are no state.</exception>
    internal static TrainingState Parse(ReadOnlyMemory<byte> bytes) => ResumableState.Parse<TrainingState>(bytes);

    /// <summary>Steps done.</summary>
    internal int Step(int stepsPerEpoch) => (Metrics.Count * stepsPerEpoch) + (InEpoch?.Batches ?? 0);

    /// <summary>Checks that every part agrees with the others and with the run.</summary>
    /// <exception cref="FormatException">One does not.</exception>
    internal TrainingState Checked(int epochs, int stepsPerEpoch)
    {
        ResumableState.Require(Metrics.All(m => m is not null) && Timing.All(t => t is not null), "an epoch is empty");
        ResumableState.Require(Timing.Count == Metrics.Count, "it has another number of epochs than the run");
        ResumableState.RequireEpochs(
            [.. Metrics.Select(m => m.Epoch)], InEpoch is null ? null : (InEpoch.Epoch, InEpoch.Batches), epochs, stepsPerEpoch);
        ResumableState.Require(
            Tables.All(t => t is not null && t.Rows.All(row => row is not null)) && Tables.DistinctBy(t => t.FileName).Count() == Tables.Count,
            "an observer's table is empty or comes twice");
        return this;
    }
}
