using Sandglass.Search.Runs;
using Sandglass.Training;

namespace Sandglass.Search.Retraining;

/// <summary>How far the training of a derived network is, beside its tensors.</summary>
/// <param name="Epochs">Epochs that have ended.</param>
/// <param name="InEpoch">The epoch that was begun; null between epochs.</param>
/// <param name="Times">How long it took.</param>
internal sealed record DerivedState(IReadOnlyList<DerivedEpoch> Epochs, DerivedProgress? InEpoch, EpochTimes Times)
{
    /// <exception cref="FormatException">The bytes are no state, or none of a training of so many epochs and steps.</exception>
    internal static DerivedState Parse(ReadOnlyMemory<byte> bytes, int epochs, int stepsPerEpoch)
    {
        var state = ResumableState.Parse<DerivedState>(bytes);
        ResumableState.Require(state.Epochs.All(epoch => epoch is not null), "an epoch is empty");
        ResumableState.RequireEpochs(
            [.. state.Epochs.Select(epoch => epoch.Epoch)], state.InEpoch is { } at ? (at.Epoch, at.Batches) : null, epochs, stepsPerEpoch);
        state.Times.Checked(state.Epochs.Count);
        return state;
    }
}
