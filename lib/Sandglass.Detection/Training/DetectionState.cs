using System.Text.Json;
using Sandglass.Training;

namespace Sandglass.Detection.Training;

/// <summary>How far a detector's run is, beside its tensors.</summary>
/// <param name="Metrics">Epochs that have ended.</param>
/// <param name="Timing">Their time.</param>
/// <param name="InEpoch">The epoch that was begun; null between epochs.</param>
internal sealed record DetectionState(
    IReadOnlyList<DetectionMetrics> Metrics, IReadOnlyList<DetectionTiming> Timing, DetectionProgress? InEpoch)
{
    internal byte[] Serialized() => JsonSerializer.SerializeToUtf8Bytes(this, RunJson.Options);

    /// <exception cref="FormatException">The bytes are no state, or none of a run of so many epochs and steps.</exception>
    internal static DetectionState Parse(ReadOnlyMemory<byte> bytes, int epochs, int stepsPerEpoch)
    {
        try
        {
            var state = JsonSerializer.Deserialize<DetectionState>(bytes.Span, RunJson.Options) ?? throw new FormatException("its state is empty");
            return state.Checked(epochs, stepsPerEpoch);
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw new FormatException($"its state is damaged ({error.Message.ReplaceLineEndings(" ")})", error);
        }
    }

    /// <summary>Steps done.</summary>
    internal int Step(int stepsPerEpoch) => (Metrics.Count * stepsPerEpoch) + (InEpoch?.Batches ?? 0);

    private DetectionState Checked(int epochs, int stepsPerEpoch)
    {
        Require(Metrics.All(m => m is not null) && Timing.All(t => t is not null), "an epoch is empty");
        Require(Metrics.Count <= epochs && Timing.Count == Metrics.Count, "it has another number of epochs than the run");
        Require(Metrics.Index().All(m => m.Item.Epoch == m.Index + 1), "its epochs are not in order");
        Require(
            InEpoch is null || (InEpoch.Epoch == Metrics.Count + 1 && InEpoch.Epoch <= epochs),
            "the epoch that was begun does not follow the ended ones");
        Require(InEpoch is null || (InEpoch.Batches >= 0 && InEpoch.Batches <= stepsPerEpoch), "it has more batches than the epoch");
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
