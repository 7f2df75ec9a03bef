using Sandglass.Data;
using Sandglass.Deployment.Export;
using Sandglass.Deployment.Onnx;
using Sandglass.Deployment.Quantization;
using Sandglass.Training;
using static TorchSharp.torch;

namespace Sandglass.Deployment.Studies;

/// <summary>The quantization of one classifier, as the engine sees it.</summary>
internal sealed class QuantizationRun : ITaskTraining
{
    private readonly QuantizationTask _task;
    private readonly Run _classifier;
    private readonly OnnxGraph _graph;
    private readonly DatasetSplits _data;
    private readonly Normalization _normalization;

    internal QuantizationRun(QuantizationTask task, Run classifier, DatasetSplits data)
    {
        (_task, _classifier, _graph, _data) = (task, classifier, RunExport.Of(classifier), data);
        _normalization = classifier.Spec.Recipe.NormalizationOf(data.Training);
    }

    public nn.Module? Network => null;

    public int Epochs => 1;

    public int StepsPerEpoch => 1;

    public int ImagesPerEpoch => _data.Test.Count;

    public Type EpochRow => typeof(QuantizationRow);

    public IReadOnlyDictionary<string, string> WeightsMetadata => new Dictionary<string, string>();

    public (long Parameters, long MultiplyAdds) Cost => _task.Cost;

    public void BeginEpoch(int epoch, bool isFresh)
    {
    }

    public IEnumerable<StepResult> Steps(int epoch, int first, PhaseClock clock) => first > 0 ? [] : [new StepResult(0, 0)];

    public object EndEpoch(EpochSums ended, CancellationToken cancellation)
    {
        using var quantizer = new ClassifierQuantizer(_graph, _data, _normalization, _task.CalibrationImages, cancellation);
        var result = quantizer.Quantized(_task.Scheme);
        var worst = result.Errors.MinBy(error => error.SignalToNoise)!;
        return new QuantizationRow(
            Share(_classifier.TestCorrect()),
            result.Equalized is { } equalized ? Share(quantizer.InRuntime(equalized)) : null,
            Share(quantizer.InRuntime(result.Graph)),
            worst.SignalToNoise,
            worst.Value);
    }

    public bool EndsAfter(object epoch) => false;

    public double? ScoreOf(object epoch) => ((QuantizationRow)epoch).QuantizedAccuracy;

    public IEnumerable<StateTensor> State() => [];

    public object Finish(RunOutput output, IReadOnlyList<object> epochs, CancellationToken cancellation)
    {
        var row = (QuantizationRow)epochs[0];
        return new QuantizationResult(row.TestAccuracy, row.QuantizedAccuracy, row.QuantizedAccuracy - row.TestAccuracy);
    }

    public void Dispose()
    {
    }

    private static double Share(IReadOnlyList<bool> correct) => (double)correct.Count(right => right) / correct.Count;
}
