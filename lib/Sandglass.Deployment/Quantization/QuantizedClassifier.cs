using Sandglass.Data;
using Sandglass.Deployment.Onnx;
using Sandglass.Runtime;
using Sandglass.Statistics;
using static TorchSharp.torch;

namespace Sandglass.Deployment.Quantization;

/// <summary>A classifier after quantization.</summary>
/// <param name="Graph">The quantized graph.</param>
/// <param name="Equalized">The graph that was equalized and is still in single precision; null where nothing was equalized.</param>
/// <param name="Replaced">ReLU6 that equalization replaced by ReLU.</param>
/// <param name="InFloat">Layers that stay in single precision, the costliest first.</param>
/// <param name="Errors">The errors along the network, on calibration images.</param>
internal sealed record QuantizedClassifier(
    OnnxGraph Graph, OnnxGraph? Equalized, int Replaced, IReadOnlyList<LayerSensitivity> InFloat, IReadOnlyList<LayerError> Errors);

/// <summary>Quantizes a classifier by one scheme after another, and tests it. What schemes share is computed once.</summary>
internal sealed class ClassifierQuantizer : IDisposable
{
    private const int BatchSize = 250;

    private readonly OnnxGraph _graph;
    private readonly DatasetSplits _data;
    private readonly Normalization _normalization;
    private readonly CancellationToken _cancellation;
    private readonly ImageDataset _images;
    private readonly Batch _first;
    private readonly Dictionary<(bool Equalizes, RangeRule Range), Balanced> _balanced = [];
    private IReadOnlyList<bool>? _exact;

    /// <summary>Takes the calibration images.</summary>
    /// <param name="graph">The classifier in single precision, BatchNorm folded.</param>
    /// <param name="data">Training images, of which some calibrate, and test images; not owned.</param>
    /// <param name="normalization">How the network was trained to see them.</param>
    /// <param name="perClass">Calibration images a class.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="WorkbenchException">A class has fewer images.</exception>
    public ClassifierQuantizer(OnnxGraph graph, DatasetSplits data, Normalization normalization, int perClass, CancellationToken cancellation = default)
    {
        TorchRuntime.EnsureStarted();
        (_graph, _data, _normalization, _cancellation) = (graph, data, normalization, cancellation);
        _images = data.Training.TakePerClass(perClass);
        _first = Batches().First();
    }

    /// <summary>For each test image, whether the network in single precision is right.</summary>
    /// <exception cref="WorkbenchException">An operator is not known.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public IReadOnlyList<bool> Exact => _exact ??= Simulated(_graph);

    /// <summary>Quantizes by a scheme.</summary>
    /// <param name="scheme">How.</param>
    /// <param name="kept">How many layers, those that cost most, stay in single precision.</param>
    /// <exception cref="WorkbenchException">The scheme cannot be used, or an operator is not known.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public QuantizedClassifier Quantized(QuantizationScheme scheme, int kept = 0)
    {
        var (graph, replaced, calibration) = BalancedFor(scheme.Validated());
        var costliest = kept == 0 ? [] : LayerSensitivity.Of(graph, scheme, calibration, _first.Images, () => Interruption.Check(_cancellation)).Take(kept).ToArray();
        var quantized = GraphQuantization.Of(graph, scheme with { InFloat = [.. scheme.InFloat, .. costliest.Select(layer => layer.Node)] }, calibration);
        return new QuantizedClassifier(quantized, scheme.Equalizes ? graph : null, replaced, costliest, LayerErrors.Of(graph, quantized, _first.Images));
    }

    /// <summary>For each test image, whether a graph is right in libtorch, where a quantized one is simulated.</summary>
    /// <param name="graph">The graph.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public IReadOnlyList<bool> Simulated(OnnxGraph graph) => GraphAccuracy.Simulated(graph, _data.Test, _normalization, _cancellation);

    /// <summary>The same in ONNX Runtime, where a quantized graph runs on integers.</summary>
    /// <inheritdoc cref="Simulated"/>
    public IReadOnlyList<bool> InRuntime(OnnxGraph graph) => GraphAccuracy.InRuntime(graph, _data.Test, _normalization, _cancellation);

    /// <summary>How much another network's accuracy differs from that in single precision, in [−1, 1], with an interval over test images.</summary>
    /// <param name="correct">For each test image, whether the other network is right.</param>
    public Interval Change(IReadOnlyList<bool> correct) =>
        ImageBootstrap.OfDifference([correct], [Exact], new RandomStreams(0).Open("test images"));

    /// <inheritdoc/>
    public void Dispose()
    {
        _first.Dispose();
        _images.Dispose();
    }

    private Balanced BalancedFor(QuantizationScheme scheme)
    {
        if (!_balanced.TryGetValue((scheme.Equalizes, scheme.Range), out var known))
        {
            var (graph, replaced) = scheme.Equalizes ? Equalization.Of(_graph) : (_graph, 0);
            known = _balanced[(scheme.Equalizes, scheme.Range)] = new Balanced(graph, replaced, Calibration.Of(graph, () => Batches().Select(ImagesOf), scheme.Range));
        }

        return known;
    }

    private IEnumerable<Batch> Batches()
    {
        foreach (var batch in new EvaluationLoader(_images, BatchSize, _normalization).Batches())
        {
            Interruption.Check(_cancellation);
            yield return batch;
        }
    }

    private static Tensor ImagesOf(Batch batch)
    {
        batch.Labels.Dispose();
        return batch.Images;
    }

    private sealed record Balanced(OnnxGraph Graph, int Replaced, Calibration Calibration);
}
