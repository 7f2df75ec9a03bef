using System.Text.Json;

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
    internal byte[] Serialized() => JsonSerializer.SerializeToUtf8Bytes(this, RunJson.Options);

    /// <summary>From bytes.</summary>
    /// <exception cref="FormatException">They are no state.</exception>
    internal static TrainingState Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<TrainingState>(bytes.Span, RunJson.Options) ?? throw new FormatException("its state is empty");
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw new FormatException($"its state is damaged ({error.Message.ReplaceLineEndings(" ")})", error);
        }
    }

    /// <summary>Steps done.</summary>
    internal int Step(int stepsPerEpoch) => (Metrics.Count * stepsPerEpoch) + (InEpoch?.Batches ?? 0);

    /// <summary>Checks that every part agrees with the others and with the run.</summary>
    /// <exception cref="FormatException">One does not.</exception>
    internal TrainingState Checked(int epochs, int stepsPerEpoch)
    {
        Require(Metrics.All(m => m is not null) && Timing.All(t => t is not null), "an epoch is empty");
        Require(Metrics.Count <= epochs && Timing.Count == Metrics.Count, "it has another number of epochs than the run");
        Require(Metrics.Index().All(m => m.Item.Epoch == m.Index + 1), "its epochs are not in order");
        Require(
            InEpoch is null || (InEpoch.Epoch == Metrics.Count + 1 && InEpoch.Epoch <= epochs),
            "the epoch that was begun does not follow the ended ones");
        Require(InEpoch is null or { Batches: >= 0 } && !(InEpoch?.Batches > stepsPerEpoch), "it has more batches than the epoch");
        Require(
            Tables.All(t => t is not null && t.Rows.All(row => row is not null)) && Tables.DistinctBy(t => t.FileName).Count() == Tables.Count,
            "an observer's table is empty or comes twice");
        return this;
    }

    private static void Require(bool holds, string fault)
    {
        if (!holds)
        {
            throw new FormatException(fault);
        }
    }
}
