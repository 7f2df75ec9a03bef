using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Training.Checkpoints;
using Sandglass.Weights;

namespace Sandglass.Training;

/// <summary>The training of one classifier, with its observers.</summary>
internal sealed class RunTraining : IResumableTraining
{
    private readonly RunSpec _spec;
    private readonly DatasetSplits _data;
    private readonly Observations _observations;
    private readonly Trainer _trainer;
    private readonly List<EpochMetrics> _metrics = [];
    private readonly List<EpochTiming> _timing = [];

    internal RunTraining(RunSpec spec, DatasetSplits data, Observations observations)
    {
        (_spec, _data, _observations) = (spec, data, observations);
        _trainer = new Trainer(spec, data);
        Environment = EnvironmentFingerprint.Capture(TorchDevice.Choose(spec.Device));
    }

    public int Steps => _trainer.Steps;

    public int Step => State().Step(_trainer.StepsPerEpoch);

    public bool IsDone => _metrics.Count == _spec.Recipe.Epochs && _observations.HaveSeen(_metrics.Count);

    public EnvironmentFingerprint Environment { get; }

    public void TrainEpoch(Action<TrainingProgress> stepped, CancellationToken cancellation)
    {
        Observe(cancellation);
        if (_metrics.Count == _spec.Recipe.Epochs)
        {
            return;
        }

        var (measured, timed) = _trainer.TrainEpoch(_metrics.Count + 1, Reporting(stepped), cancellation);
        _metrics.Add(measured);
        _timing.Add(timed);
        Observe(cancellation);
    }

    public ReadOnlyMemory<byte> CaptureState() => State().Serialized();

    public IReadOnlyList<SafetensorsTensor> CaptureTensors() => _trainer.Capture();

    public string? Restore(ReadOnlyMemory<byte> state, IReadOnlyDictionary<string, SafetensorsTensor> tensors)
    {
        var stood = TrainingState.Parse(state).Checked(_spec.Recipe.Epochs, _trainer.StepsPerEpoch);
        if (!_observations.CanGoOnFrom(stood.Tables))
        {
            return "was begun without an observer and is begun anew with it";
        }

        _trainer.Restore(tensors, stood.Metrics.Count, stood.InEpoch);
        _metrics.AddRange(stood.Metrics);
        _timing.AddRange(stood.Timing);
        _observations.Restore(stood.Tables);
        return null;
    }

    public void Finish(string directory, CancellationToken cancellation)
    {
        var test = _trainer.Evaluate(_data.Test, cancellation);
        RunFiles.Write(directory, _trainer.Network, _metrics, _timing, test, _spec, Environment);
        _observations.Write(directory);
    }

    public void Dispose() => _trainer.Dispose();

    private TrainingState State() => new([.. _metrics], [.. _timing], _trainer.InEpoch, _observations.Tables);

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

    private StepProgress Reporting(Action<TrainingProgress> stepped)
    {
        var (epoch, accuracy) = (_metrics.Count + 1, _metrics.LastOrDefault()?.ValidationAccuracy);
        return new StepProgress(step => stepped(new TrainingProgress(step.Step, Steps, epoch, step.Loss, accuracy)));
    }

    // Progress<T> would report on another thread, later and out of order.
    private sealed class StepProgress(Action<StepResult> report) : IProgress<StepResult>
    {
        public void Report(StepResult value) => report(value);
    }
}
