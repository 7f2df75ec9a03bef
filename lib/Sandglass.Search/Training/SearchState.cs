using Sandglass.Search.Runs;
using Sandglass.Training;

namespace Sandglass.Search.Training;

/// <summary>How far a search is, beside its tensors.</summary>
/// <param name="Epochs">Epochs that have ended.</param>
/// <param name="InEpoch">The epoch that was begun; null between epochs.</param>
/// <param name="Times">How long it took.</param>
internal sealed record SearchState(IReadOnlyList<SearchEpoch> Epochs, SearchProgress? InEpoch, EpochTimes Times)
{
    internal byte[] Serialized() => ResumableState.Serialized(this);

    /// <exception cref="FormatException">The bytes are no state, or none of a search of so many epochs and steps.</exception>
    internal static SearchState Parse(ReadOnlyMemory<byte> bytes, int epochs, int stepsPerEpoch) =>
        ResumableState.Parse<SearchState>(bytes).Checked(epochs, stepsPerEpoch);

    private SearchState Checked(int epochs, int stepsPerEpoch)
    {
        ResumableState.Require(Epochs.All(epoch => epoch is not null), "an epoch is empty");
        ResumableState.RequireEpochs(
            [.. Epochs.Select(epoch => epoch.Epoch)], InEpoch is null ? null : (InEpoch.Epoch, InEpoch.Batches), epochs, stepsPerEpoch);
        Times.Checked(Epochs.Count);
        return this;
    }
}
