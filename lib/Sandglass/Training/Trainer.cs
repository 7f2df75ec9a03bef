using System.Text.Json;
using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Weights;

namespace Sandglass.Training;

/// <summary>Trains one run, an epoch at a time, and keeps no file: what a store does with checkpoints, without them.</summary>
internal sealed class Trainer : IDisposable
{
    private readonly StateTensors _tensors;
    private readonly List<object> _epochs = [];
    private readonly List<EpochTiming> _timing = [];

    /// <summary>Builds what is trained, on the spec's device and thread count.</summary>
    /// <param name="spec">What to train.</param>
    /// <param name="data">The data that the spec names; not owned.</param>
    /// <param name="needed">Finished runs that the task needs.</param>
    /// <exception cref="WorkbenchException">Task, recipe, device or data cannot be used.</exception>
    public Trainer(RunSpec spec, IRunData data, IReadOnlyList<Run>? needed = null)
    {
        TorchRuntime.Start(spec.Threads);
        Backends.Check(spec.Backend, spec.Device);
        Precisions.Check(spec.Precision, spec.Backend, spec.Task);
        Training = spec.Task.Begin(spec, data, needed ?? []);
        if ((long)Training.StepsPerEpoch * Training.Epochs > int.MaxValue)
        {
            var (steps, epochs) = (Training.StepsPerEpoch, Training.Epochs);
            Training.Dispose();
            throw new WorkbenchException(FormattableString.Invariant($"{epochs} epochs of {steps} steps are too many steps; use fewer epochs"));
        }

        _tensors = new StateTensors(Training.State);
    }

    /// <summary>What is trained, as its task built it.</summary>
    public ITaskTraining Training { get; }

    /// <summary>Steps of the whole run.</summary>
    public int Steps => Training.StepsPerEpoch * Training.Epochs;

    /// <summary>Rows of the epochs that have ended, records of the task's own.</summary>
    public IReadOnlyList<object> Epochs => _epochs;

    /// <summary>Where their time went.</summary>
    public IReadOnlyList<EpochTiming> Timing => _timing;

    /// <summary>Where the time of the epoch went that was begun and not ended; none between epochs.</summary>
    internal IEnumerable<EpochTiming> TimingOfBegun => InEpoch is { Timing: { } timing, Steps: var steps }
        ? [timing with { Images = Training.ImagesPerEpoch / Training.StepsPerEpoch * steps }]
        : [];

    /// <summary>Whether no epoch is left.</summary>
    public bool IsDone => _epochs.Count == Training.Epochs || (_epochs.Count > 0 && Training.EndsAfter(_epochs[^1]));

    /// <summary>Steps done.</summary>
    internal int Step => (_epochs.Count * Training.StepsPerEpoch) + (InEpoch?.Steps ?? 0);

    /// <summary>The epoch that was begun and not ended; null between epochs.</summary>
    internal EpochInProgress? InEpoch { get; private set; }

    /// <summary>Trains the next epoch and evaluates. An epoch that was stopped resumes where it stopped.</summary>
    /// <param name="progress">Receives every step.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <returns>The epoch's row, a record of the task's own, and where its time went.</returns>
    /// <exception cref="TrainingException">The loss is no longer a number.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public (object Epoch, EpochTiming Timing) TrainEpoch(IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        Interruption.Check(cancellation);
        var epoch = _epochs.Count + 1;
        Training.BeginEpoch(epoch, isFresh: InEpoch is null);
        InEpoch ??= new EpochInProgress(epoch, 0, [], null);
        var (clock, score) = (new PhaseClock(InEpoch.Timing), _epochs.Count > 0 ? Training.ScoreOf(_epochs[^1]) : null);
        foreach (var step in Training.Steps(epoch, InEpoch.Steps, clock))
        {
            InEpoch = InEpoch.After(step, clock.Timing(epoch, 0));
            progress?.Report(new TrainingProgress(Step, Steps, epoch, step.Loss, score, step.Sums));
            Interruption.Check(cancellation);
        }

        var row = Training.EndEpoch(new EpochSums(epoch, InEpoch.Steps, InEpoch.Sums), cancellation);
        clock.Lap(Phase.Evaluation);
        var timing = clock.Timing(epoch, Training.ImagesPerEpoch);
        InEpoch = null;
        _epochs.Add(row);
        _timing.Add(timing);
        return (row, timing);
    }

    /// <summary>A copy of every tensor of the training state.</summary>
    internal IReadOnlyList<SafetensorsTensor> Capture() => _tensors.Capture();

    /// <summary>How far it is, beside its tensors.</summary>
    internal RunState State(IReadOnlyList<ObserverTable> tables) =>
        new([.. _epochs.Select(epoch => JsonSerializer.SerializeToElement(epoch, Training.EpochRow, RunJson.Options))], [.. _timing], InEpoch, tables);

    /// <summary>Goes on where another trainer of the same spec stood.</summary>
    /// <param name="state">How far it was.</param>
    /// <param name="tensors">What it captured.</param>
    /// <exception cref="FormatException">State or tensors are not of this run; nothing is changed.</exception>
    internal void Restore(RunState state, IReadOnlyDictionary<string, SafetensorsTensor> tensors)
    {
        var rows = RequireFit(state, tensors);
        _tensors.Restore(tensors);
        _epochs.Clear();
        _timing.Clear();
        _epochs.AddRange(rows);
        _timing.AddRange(state.Timing);
        InEpoch = state.InEpoch;
    }

    /// <summary>Checks what <see cref="Restore"/> would refuse.</summary>
    /// <inheritdoc cref="Restore"/>
    internal IReadOnlyList<object> RequireFit(RunState state, IReadOnlyDictionary<string, SafetensorsTensor> tensors)
    {
        var rows = state.Checked(Training);
        _tensors.RequireFit(tensors);
        return rows;
    }

    /// <summary>Frees network and optimiser.</summary>
    public void Dispose() => Training.Dispose();
}

/// <summary>How far a run is.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps of the whole run.</param>
/// <param name="Epoch">The current epoch, from 1.</param>
/// <param name="Loss">Loss of the last step.</param>
/// <param name="Score">The task's score after the last complete epoch, such as validation accuracy; null where there is none.</param>
/// <param name="Sums">What the last step measured; null if it is not reported.</param>
internal sealed record TrainingProgress(int Step, int Steps, int Epoch, double Loss, double? Score, IReadOnlyList<double>? Sums = null);
