using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Search.Networks;
using Sandglass.Search.Runs;
using Sandglass.Training;
using Sandglass.Weights;

namespace Sandglass.Search.Retraining;

/// <summary>The training of a derived network, from the beginning or from a checkpoint to its end.</summary>
public sealed class DerivedTraining : IResumableTraining
{
    private readonly DerivedRunSpec _spec;
    private readonly ImageDataset _test;
    private readonly DerivedTrainer _trainer;
    private readonly EpochClock _clock = new();
    private readonly List<DerivedEpoch> _epochs = [];

    /// <summary>Builds the network.</summary>
    /// <param name="spec">What to train.</param>
    /// <param name="data">The images that the spec names; not owned.</param>
    /// <exception cref="WorkbenchException">Plan, recipe or images cannot be used.</exception>
    public DerivedTraining(DerivedRunSpec spec, DatasetSplits data)
    {
        if ((spec.Training, spec.Test) != (data.Training.Sha256, data.Test.Sha256))
        {
            throw new WorkbenchException($"run {spec.Hash} names other images than {data.Training.Name}; load those that it names");
        }

        TorchRuntime.Start(spec.Threads);
        (_spec, _test) = (spec, data.Test);
        _trainer = new DerivedTrainer(spec.Plan, spec.Recipe, data.Training, new RandomStreams(spec.Seed));
        Environment = EnvironmentFingerprint.Capture(TorchDevice.Choose("cpu"));
    }

    /// <inheritdoc/>
    public int Steps => _trainer.StepsPerEpoch * _spec.Recipe.Epochs;

    /// <inheritdoc/>
    public int Step => (_epochs.Count * _trainer.StepsPerEpoch) + (_trainer.InEpoch?.Batches ?? 0);

    /// <inheritdoc/>
    public bool IsDone => _epochs.Count == _spec.Recipe.Epochs;

    /// <inheritdoc/>
    public EnvironmentFingerprint Environment { get; }

    /// <inheritdoc/>
    public void TrainEpoch(Action<TrainingProgress> stepped, CancellationToken cancellation)
    {
        var epoch = _epochs.Count + 1;
        _clock.Time(() => _epochs.Add(new DerivedEpoch(
            epoch,
            _spec.Recipe.LearningRateIn(epoch),
            _trainer.TrainEpoch(epoch, (step, loss) => stepped(new TrainingProgress(step, Steps, epoch, loss, null)), cancellation))));
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> CaptureState() => ResumableState.Serialized(new DerivedState([.. _epochs], _trainer.InEpoch, _clock.Times));

    /// <inheritdoc/>
    public IReadOnlyList<SafetensorsTensor> CaptureTensors() => _trainer.Tensors.Capture();

    /// <inheritdoc/>
    public string? Restore(ReadOnlyMemory<byte> state, IReadOnlyDictionary<string, SafetensorsTensor> tensors)
    {
        var stood = DerivedState.Parse(state, _spec.Recipe.Epochs, _trainer.StepsPerEpoch);
        _trainer.Tensors.Restore(tensors);
        _trainer.InEpoch = stood.InEpoch;
        _clock.Restore(stood.Times);
        _epochs.Clear();
        _epochs.AddRange(stood.Epochs);
        return null;
    }

    /// <inheritdoc/>
    public void Finish(string directory, CancellationToken cancellation)
    {
        var count = CellNetworkCounter.Count(_spec.Plan with { Auxiliary = false });
        var run = new DerivedRun(_spec, count.Parameters, count.MultiplyAdds, _trainer.Accuracy(_test, cancellation), Environment, [.. _epochs]);
        SearchFiles.Write(directory, run, _clock.Times, _trainer.Tensors.Capture());
    }

    /// <summary>Frees the network.</summary>
    public void Dispose() => _trainer.Dispose();
}
