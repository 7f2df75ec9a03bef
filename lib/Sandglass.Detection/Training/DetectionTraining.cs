using Sandglass.Runtime;
using Sandglass.Training;
using Sandglass.Weights;

namespace Sandglass.Detection.Training;

/// <summary>A detector's run, from the beginning or from a checkpoint to its end.</summary>
internal sealed class DetectionTraining : IResumableTraining
{
    private readonly DetectionRunSpec _spec;
    private readonly DetectionSplits _data;
    private readonly DetectionTrainer _trainer;
    private readonly List<DetectionMetrics> _metrics = [];
    private readonly List<DetectionTiming> _timing = [];

    internal DetectionTraining(DetectionRunSpec spec, DetectionSplits data, SafetensorsFile? backboneWeights)
    {
        (_spec, _data) = (spec, data);
        _trainer = new DetectionTrainer(spec, data, backboneWeights);
        Environment = EnvironmentFingerprint.Capture(TorchDevice.Choose(spec.Device));
    }

    public int Steps => _trainer.Steps;

    public int Step => State().Step(_trainer.StepsPerEpoch);

    public bool IsDone => _metrics.Count == _spec.Recipe.Epochs;

    public EnvironmentFingerprint Environment { get; }

    public void TrainEpoch(Action<TrainingProgress> stepped, CancellationToken cancellation)
    {
        var (epoch, precision) = (_metrics.Count + 1, _metrics.LastOrDefault()?.ValidationPrecision);
        var (measured, timed) = _trainer.TrainEpoch(
            epoch, (step, loss) => stepped(new TrainingProgress(step, Steps, epoch, loss, precision)), cancellation);
        _metrics.Add(measured);
        _timing.Add(timed);
    }

    public ReadOnlyMemory<byte> CaptureState() => State().Serialized();

    public IReadOnlyList<SafetensorsTensor> CaptureTensors() => _trainer.Capture();

    public string? Restore(ReadOnlyMemory<byte> state, IReadOnlyDictionary<string, SafetensorsTensor> tensors)
    {
        var stood = DetectionState.Parse(state, _spec.Recipe.Epochs, _trainer.StepsPerEpoch);
        _trainer.Restore(tensors, stood.Metrics.Count, stood.InEpoch);
        _metrics.AddRange(stood.Metrics);
        _timing.AddRange(stood.Timing);
        return null;
    }

    public void Finish(string directory, CancellationToken cancellation)
    {
        var test = _trainer.Evaluate(_data.Test, cancellation);
        DetectionRunFiles.Write(directory, _trainer, _metrics, _timing, test, DetectionRunSummary.Of(_spec, _data, Environment, _trainer, _metrics, test));
    }

    public void Dispose() => _trainer.Dispose();

    private DetectionState State() => new([.. _metrics], [.. _timing], _trainer.InEpoch);
}
