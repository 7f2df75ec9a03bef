using System.Diagnostics;
using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Training.Checkpoints;

namespace Sandglass.Training;

/// <summary>A run that resumes from its newest good checkpoint, writes new ones, and is observed between epochs.</summary>
internal sealed class RunLoop : IDisposable
{
    private readonly RunSpec _spec;
    private readonly IRunData _data;
    private readonly Observations _observations;
    private readonly CheckpointFolder _checkpoints;
    private readonly TimeSpan _interval;
    private readonly Action<string> _note;
    private readonly Trainer _trainer;
    private readonly EnvironmentFingerprint _environment;
    private readonly Machine _machine;
    private readonly Stopwatch _sinceSaved = Stopwatch.StartNew();
    private int _savedStep;

    /// <exception cref="WorkbenchException">The run cannot be trained as it is said.</exception>
    internal RunLoop(RunSpec spec, IRunData data, IReadOnlyList<Run> needed, Observations observations, CheckpointFolder checkpoints, TimeSpan interval, Action<string> note)
    {
        (_spec, _data, _observations, _checkpoints, _interval, _note) = (spec, data, observations, checkpoints, interval, note);
        _trainer = new Trainer(spec, data, needed);
        _trainer.Training.Note = note;
        _environment = EnvironmentFingerprint.Capture(TorchDevice.Choose(spec.Device));
        _machine = Machine.Of(_environment);
    }

    /// <summary>Receives every epoch; if the run was resumed, also the earlier ones.</summary>
    internal EpochListener? Listener { get; init; }

    internal int Steps => _trainer.Steps;

    /// <summary>Steps done.</summary>
    internal int Step => _trainer.Step;

    /// <summary>Trains to the end; what stops it between two steps leaves a checkpoint.</summary>
    /// <exception cref="CheckpointException">There are whole checkpoints, and none can be used.</exception>
    /// <exception cref="TrainingException">The loss is no longer a number.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    internal void Train(IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        Resume();
        var steps = new StepProgress(step => Stepped(step, progress));
        try
        {
            Observe(cancellation);
            while (!_trainer.IsDone)
            {
                var (epoch, _) = _trainer.TrainEpoch(steps, cancellation);
                Observe(cancellation);
                Save();
                Listener?.Ended(epoch);
            }
        }
        catch (OperationCanceledException) when (_trainer.Step > _savedStep)
        {
            Save();
            throw;
        }
    }

    /// <summary>Writes the files of the finished run into an empty folder.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="divergence">How the run diverged; null where it was trained to its end.</param>
    /// <param name="cancellation">Stops the test.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    internal void Finish(string directory, Divergence? divergence, CancellationToken cancellation)
    {
        RunFolder.Write(directory, _spec, _environment, _trainer, divergence, cancellation);
        _observations.Write(directory);
    }

    public void Dispose() => _trainer.Dispose();

    // A checkpoint in the middle of an epoch comes after the look at its beginning.
    private void Observe(CancellationToken cancellation)
    {
        var done = _trainer.Epochs.Count;
        if (_trainer.InEpoch is null && !_observations.HaveSeen(done))
        {
            _observations.Observe(new EpochMoment(done, _trainer.Training, _spec, _data, done > 0 ? _trainer.Epochs[done - 1] : null), cancellation);
        }
    }

    private void Resume()
    {
        var faults = new List<CheckpointException>();
        foreach (var entry in _checkpoints.Entries())
        {
            try
            {
                ResumeFrom(entry);
                return;
            }
            catch (CheckpointException fault) when (!fault.IsNewer)
            {
                faults.Add(fault);
                _note($"{fault.FileName}: {fault.Reason}; trying the checkpoint before it");
            }
        }

        if (faults.Find(fault => !fault.IsDamaged) is { } refused)
        {
            throw refused;
        }

        if (faults.Count > 0)
        {
            _note($"run {_spec.Hash} has no usable checkpoint and starts again");
        }
    }

    private void ResumeFrom(CheckpointFolder.Entry entry)
    {
        var checkpoint = CheckpointFormat.Parse(CheckpointFolder.Read(entry), entry.Path, _spec.Hash);
        if (checkpoint.Machine != _machine.ToString())
        {
            throw new CheckpointException(entry.Path, $"it was made on {checkpoint.Machine}, and this is {_machine}, where sums round differently");
        }

        try
        {
            var state = RunState.Parse(checkpoint.State);
            if (!_observations.CanGoOnFrom(state.Tables))
            {
                _note($"run {_spec.Hash} was started without an observer and starts again with it");
                return;
            }

            _trainer.Restore(state, checkpoint.Tensors);
            _observations.Restore(state.Tables);
        }
        catch (FormatException fault)
        {
            throw new CheckpointException(entry.Path, fault.Message, cause: fault);
        }

        _checkpoints.GoOnFrom(entry);
        _savedStep = _trainer.Step;
        foreach (var epoch in _trainer.Epochs)
        {
            Listener?.Ended(epoch);
        }

        _note(FormattableString.Invariant(
            $"run {_spec.Hash} resumes from its checkpoint at step {_savedStep + 1} of {Steps}"));
    }

    private void Stepped(TrainingProgress step, IProgress<TrainingProgress>? progress)
    {
        if (_sinceSaved.Elapsed >= _interval)
        {
            Save();
        }

        progress?.Report(step);
    }

    private void Save()
    {
        try
        {
            _checkpoints.Save(_trainer.Step, file => CheckpointFormat.Write(
                file, _spec.Hash, _machine, _trainer.State(_observations.Tables).Serialized(), _trainer.Capture()));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException(FormattableString.Invariant(
                $"run {_spec.Hash} stopped at step {_trainer.Step} of {Steps}: its checkpoint cannot be written ({error.Message}); the one of step {_savedStep} is kept; free some disk space and train again"), error);
        }

        _savedStep = _trainer.Step;
        _sinceSaved.Restart();
    }

    // Progress<T> would report on another thread, later and out of order.
    private sealed class StepProgress(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
