using System.Text.Json;
using Sandglass.Training;

namespace Sandglass.Search.Training;

/// <summary>How far a search is, beside its tensors.</summary>
/// <param name="Epochs">Epochs that have ended.</param>
/// <param name="InEpoch">The epoch that was begun; null between epochs.</param>
internal sealed record SearchState(IReadOnlyList<SearchEpoch> Epochs, SearchProgress? InEpoch)
{
    internal byte[] Serialized() => JsonSerializer.SerializeToUtf8Bytes(this, RunJson.Options);

    /// <exception cref="FormatException">The bytes are no state, or none of a search of so many epochs and steps.</exception>
    internal static SearchState Parse(ReadOnlyMemory<byte> bytes, int epochs, int stepsPerEpoch)
    {
        try
        {
            var state = JsonSerializer.Deserialize<SearchState>(bytes.Span, RunJson.Options) ?? throw new FormatException("its state is empty");
            return state.Checked(epochs, stepsPerEpoch);
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw new FormatException($"its state is damaged ({error.Message.ReplaceLineEndings(" ")})", error);
        }
    }

    private SearchState Checked(int epochs, int stepsPerEpoch)
    {
        Require(Epochs.All(epoch => epoch is not null), "an epoch is empty");
        Require(Epochs.Count <= epochs, "it has more epochs than the search");
        Require(Epochs.Index().All(epoch => epoch.Item.Epoch == epoch.Index + 1), "its epochs are not in order");
        Require(
            InEpoch is null || (InEpoch.Epoch == Epochs.Count + 1 && InEpoch.Epoch <= epochs),
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
