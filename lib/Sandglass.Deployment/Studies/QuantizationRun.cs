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
    private readonly OnnxGraph _graph;
    private readonly DatasetSplits _data;
    private readonly Normalization _normalization;
    private readonly double[] _exact = [double.NaN];
    private ClassifierQuantizer? _quantizer;

    internal QuantizationRun(QuantizationTask task, Run classifier, DatasetSplits data)
    {
        (_task, _graph, _data) = (task, RunExport.Of(classifier), data);
        _normalization = classifier.Spec.Recipe.NormalizationOf(data.Training);
    }

    public nn.Module? Network => null;

    public int Epochs => _task.Schemes.Count;

    public int StepsPerEpoch => 1;

    public int ImagesPerEpoch => _data.Test.Count;

    public Type EpochRow => typeof(SchemeRow);

    public IReadOnlyDictionary<string, string> WeightsMetadata => new Dictionary<string, string>();

    public (long Parameters, long MultiplyAdds) Cost => _task.Cost;

    public void BeginEpoch(int epoch, bool isFresh)
    {
    }

    public IEnumerable<StepResult> Steps(int epoch, int first, PhaseClock clock) => first > 0 ? [] : [new StepResult(0, 0)];

    public object EndEpoch(EpochSums ended, CancellationToken cancellation)
    {
        var (name, scheme) = (_task.Schemes[ended.Epoch - 1].Name, _task.Schemes[ended.Epoch - 1].Scheme);
        _quantizer ??= new ClassifierQuantizer(_graph, _data, _normalization, _task.CalibrationImages, cancellation);
        var result = _quantizer.Quantized(scheme);
        var worst = result.Errors.MinBy(error => error.SignalToNoise)!;
        _exact[0] = Share(_quantizer.Exact);
        return new SchemeRow(
            ended.Epoch,
            name,
            Share(result.Simulated),
            Share(result.InRuntime),
            Share(result.InRuntime) - _exact[0],
            result.Equalized is { } equalized ? Share(equalized) - _exact[0] : null,
            worst.SignalToNoise,
            worst.Value);
    }

    public bool EndsAfter(object epoch) => false;

    public double? ScoreOf(object epoch) => ((SchemeRow)epoch).RuntimeAccuracy;

    public IEnumerable<StateTensor> State() => [StateTensor.Of("exact", _exact)];

    public object Finish(RunOutput output, IReadOnlyList<object> epochs, CancellationToken cancellation)
    {
        output.Table(QuantizationComparison.Table, epochs.Cast<SchemeRow>());
        var rows = epochs.Cast<SchemeRow>().ToDictionary(row => row.Scheme);
        double? Change(string scheme) => rows.TryGetValue(scheme, out var row) ? row.Change : null;
        return new QuantizationResult(
            _exact[0],
            rows.TryGetValue(QuantizationComparison.Int8, out var int8) ? int8.RuntimeAccuracy : null,
            Change(QuantizationComparison.Int8),
            Change(QuantizationComparison.PerTensor),
            Change(QuantizationComparison.Equalized),
            Change(QuantizationComparison.FourBitWeights),
            Change(QuantizationComparison.FourBitWeightsPerTensor),
            Change(QuantizationComparison.FourBits));
    }

    public void Dispose() => _quantizer?.Dispose();

    private static double Share(IReadOnlyList<bool> correct) => (double)correct.Count(right => right) / correct.Count;
}
