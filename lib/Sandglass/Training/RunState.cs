using System.Text.Json;

namespace Sandglass.Training;

/// <summary>How far an epoch is: what an interrupted run needs, beside its tensors, to resume within it.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Steps">Steps done.</param>
/// <param name="Sums">What they measured, summed.</param>
/// <param name="Timing">Time spent so far; null before the first step.</param>
internal sealed record EpochInProgress(int Epoch, int Steps, IReadOnlyList<double> Sums, EpochTiming? Timing)
{
    internal EpochInProgress After(StepResult step, EpochTiming timing) => new(
        Epoch,
        Steps + 1,
        Sums.Count == 0 ? step.Sums : [.. Sums.Zip(step.Sums, (sum, more) => sum + more)],
        timing);
}

/// <summary>The rows of one observer so far.</summary>
/// <param name="FileName">Name of the table.</param>
/// <param name="Seen">The last epoch that it has seen or did not want; -1 for none.</param>
/// <param name="Rows">The rows, as the cells of the table.</param>
internal sealed record ObserverTable(string FileName, int Seen, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>How far a run is, beside its tensors.</summary>
/// <param name="Epochs">Rows of the epochs that have ended, of the task's own record.</param>
/// <param name="Timing">Their time.</param>
/// <param name="InEpoch">The epoch that was begun; null between epochs.</param>
/// <param name="Tables">What observers have found.</param>
internal sealed record RunState(
    IReadOnlyList<JsonElement> Epochs, IReadOnlyList<EpochTiming> Timing, EpochInProgress? InEpoch, IReadOnlyList<ObserverTable> Tables)
{
    /// <summary>As bytes.</summary>
    internal byte[] Serialized() => JsonSerializer.SerializeToUtf8Bytes(this, RunJson.Options);

    /// <summary>From bytes.</summary>
    /// <exception cref="FormatException">They are not a state.</exception>
    internal static RunState Parse(ReadOnlyMemory<byte> bytes) => Read(() => JsonSerializer.Deserialize<RunState>(bytes.Span, RunJson.Options));

    /// <summary>Checks that every part agrees with the others and with the run.</summary>
    /// <returns>The rows of the epochs.</returns>
    /// <exception cref="FormatException">One does not.</exception>
    internal IReadOnlyList<object> Checked(ITaskTraining run)
    {
        object[] rows = [.. Epochs.Select(row => Read(() => row.Deserialize(run.EpochRow, RunJson.Options)))];
        Damage.Unless(Timing.All(t => t is not null), "an epoch is empty");
        Damage.Unless(Timing.Count == rows.Length && rows.Length <= run.Epochs, "it does not have the run's number of epochs");
        Damage.Unless(Timing.Index().All(epoch => epoch.Item.Epoch == epoch.Index + 1), "its epochs are not in order");
        Damage.Unless(
            InEpoch is not { } next || (next.Epoch == rows.Length + 1 && next.Epoch <= run.Epochs),
            "the epoch in progress does not follow the finished ones");
        Damage.Unless(InEpoch is not { } at || (at.Steps >= 0 && at.Steps <= run.StepsPerEpoch), "it has more batches than the epoch");
        Damage.Unless(
            Tables.All(t => t is not null && t.Rows.All(row => row is not null && row.All(cell => cell is not null))) && Tables.DistinctBy(t => t.FileName).Count() == Tables.Count,
            "an observer's table is empty or repeated");
        return rows;
    }

    private static T Read<T>(Func<T?> read)
    {
        try
        {
            return read() ?? throw new FormatException("its state is empty");
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw new FormatException($"its state is damaged ({error.Message.ReplaceLineEndings(" ")})", error);
        }
    }
}
