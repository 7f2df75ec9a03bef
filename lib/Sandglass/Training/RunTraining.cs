using System.Diagnostics;
using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Training.Checkpoints;

namespace Sandglass.Training;

/// <summary>One run in its workspace, from the beginning or from its last checkpoint to its end.</summary>
internal sealed class RunTraining : IDisposable
{
    private readonly RunSpec _spec;
    private readonly DatasetSplits _data;
    private readonly Observations _observations;
    private readonly CheckpointFolder _checkpoints;
    private readonly CheckpointPolicy _policy;
    private readonly Trainer _trainer;
    private readonly EnvironmentFingerprint _environment;
    private readonly List<EpochMetrics> _metrics = [];
    private readonly List<EpochTiming> _timing = [];
    private readonly Stopwatch _sinceSaved = Stopwatch.StartNew();
    private int _savedStep;

    internal RunTraining(RunSpec spec, DatasetSplits data, Observations observations, CheckpointFolder checkpoints, CheckpointPolicy policy)
    {
        (_spec, _data, _observations, _checkpoints, _policy) = (spec, data, observations, checkpoints, policy);
        _trainer = new Trainer(spec, data);
        _environment = EnvironmentFingerprint.Capture(TorchDevice.Choose(spec.Device));
    }

    /// <summary>Steps of the whole run.</summary>
    internal int Steps => _trainer.Steps;

    private int Step => State().Step(_trainer.StepsPerEpoch);

    /// <summary>Goes on from the newest checkpoint that can be used.</summary>
    /// <exception cref="CheckpointException">There are checkpoints, and none can be used.</exception>
    internal void Resume()
    {
        CheckpointException? first = null;
        foreach (var entry in _checkpoints.Entries())
        {
            try
            {
                ResumeFrom(entry);
                return;
            }
            catch (CheckpointException fault) when (!fault.IsNewer)
            {
                first ??= fault;
                _policy.Note($"{fault.FileName}: {fault.Reason}; the checkpoint before it is tried");
            }
        }

        if (first is not null)
        {
            throw first;
        }
    }

    /// <summary>Trains to the end; what stops it between two steps leaves a checkpoint.</summary>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    internal void Train(IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            Observe(cancellation);
            while (_metrics.Count < _spec.Recipe.Epochs)
            {
                var (measured, timed) = _trainer.TrainEpoch(_metrics.Count + 1, Reporting(progress), cancellation);
                _metrics.Add(measured);
                _timing.Add(timed);
                Observe(cancellation);
                Save();
            }
        }
        catch (OperationCanceledException) when (Step > _savedStep)
        {
            Save();
            throw;
        }
    }

    /// <summary>Tests the network and writes the files of the finished run.</summary>
    internal void Finish(string directory, CancellationToken cancellation)
    {
        var test = _trainer.Evaluate(_data.Test, cancellation);
        RunFiles.Write(directory, _trainer.Network, _metrics, _timing, test, _spec, _environment);
        _observations.Write(directory);
        Durable.FlushAll(directory);
    }

    public void Dispose() => _trainer.Dispose();

    private TrainingState State() =>
        new(Machine.Of(_environment), [.. _metrics], [.. _timing], _trainer.InEpoch, _observations.Tables);

    private void ResumeFrom(CheckpointFolder.Entry entry)
    {
        var (state, tensors) = CheckpointFormat.Parse(CheckpointFolder.Read(entry), entry.Path, _spec.Hash);
        try
        {
            state.Checked(_spec.Recipe.Epochs, _trainer.StepsPerEpoch);
            RequireThisMachine(state.Machine, entry.Path);
            if (!_observations.CanGoOnFrom(state.Tables))
            {
                _policy.Note($"run {_spec.Hash} was begun without an observer and is begun anew with it");
                return;
            }

            _trainer.Restore(tensors, state.Metrics.Count, state.InEpoch);
        }
        catch (FormatException fault)
        {
            throw new CheckpointException(entry.Path, fault.Message, cause: fault);
        }

        _metrics.AddRange(state.Metrics);
        _timing.AddRange(state.Timing);
        _observations.Restore(state.Tables);
        _checkpoints.GoOnFrom(entry);
        _savedStep = Step;
        _policy.Note(FormattableString.Invariant(
            $"run {_spec.Hash} goes on at step {_savedStep + 1} of {Steps}, from its checkpoint"));
    }

    private void RequireThisMachine(Machine machine, string path)
    {
        if (machine != Machine.Of(_environment))
        {
            throw new CheckpointException(path, $"it was made on {machine}, and this is {Machine.Of(_environment)}, where sums end on other bits");
        }
    }

    private void Observe(CancellationToken cancellation)
    {
        // A checkpoint in the middle of an epoch comes after the look at its beginning.
        if (_observations.Any && _trainer.InEpoch is null)
        {
            _observations.Observe(
                new EpochMoment(_metrics.Count, _trainer.Network, _spec, _data, _trainer.Normalization, _metrics.LastOrDefault()?.TrainingLoss),
                cancellation);
        }
    }

    private StepProgress Reporting(IProgress<TrainingProgress>? progress)
    {
        var (epoch, accuracy) = (_metrics.Count + 1, _metrics.LastOrDefault()?.ValidationAccuracy);
        return new StepProgress(step =>
        {
            if (_sinceSaved.Elapsed >= _policy.Interval)
            {
                Save();
            }

            progress?.Report(new TrainingProgress(step.Step, Steps, epoch, step.Loss, accuracy));
        });
    }

    private void Save()
    {
        var state = State();
        try
        {
            _checkpoints.Save(Step, file => CheckpointFormat.Write(file, _spec.Hash, state, _trainer.Capture()));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException(FormattableString.Invariant(
                $"run {_spec.Hash} stopped at step {Step} of {Steps}: its checkpoint cannot be written ({error.Message}); the one of step {_savedStep} is kept, make room and train again"), error);
        }

        _savedStep = Step;
        _sinceSaved.Restart();
    }

    // Progress<T> would report on another thread, later and out of order.
    private sealed class StepProgress(Action<StepResult> report) : IProgress<StepResult>
    {
        public void Report(StepResult value) => report(value);
    }
}
