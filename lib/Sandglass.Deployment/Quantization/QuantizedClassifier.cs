using Sandglass.Data;
using Sandglass.Deployment.Onnx;
using Sandglass.Runtime;
using Sandglass.Statistics;

namespace Sandglass.Deployment.Quantization;

/// <summary>A classifier before and after quantization, on the same test images.</summary>
/// <param name="Graph">The quantized graph.</param>
/// <param name="Exact">For each test image, whether the network in single precision is right.</param>
/// <param name="Equalized">The same after equalization, in single precision; null where nothing was equalized.</param>
/// <param name="Simulated">The same of the quantized network, in libtorch.</param>
/// <param name="InRuntime">The same on integers, in ONNX Runtime.</param>
/// <param name="Replaced">ReLU6 that equalization replaced by ReLU.</param>
/// <param name="InFloat">Layers that stay in single precision, the costliest first.</param>
/// <param name="Errors">The errors along the network, on calibration images.</param>
internal sealed record QuantizedClassifier(
    OnnxGraph Graph,
    IReadOnlyList<bool> Exact,
    IReadOnlyList<bool>? Equalized,
    IReadOnlyList<bool> Simulated,
    IReadOnlyList<bool> InRuntime,
    int Replaced,
    IReadOnlyList<LayerSensitivity> InFloat,
    IReadOnlyList<LayerError> Errors)
{
    private const int BatchSize = 250;

    /// <summary>Quantizes a classifier and tests it.</summary>
    /// <param name="graph">The classifier in single precision, BatchNorm folded.</param>
    /// <param name="scheme">How it is quantized.</param>
    /// <param name="data">Training images, of which some calibrate, and test images.</param>
    /// <param name="normalization">How the network was trained to see them.</param>
    /// <param name="perClass">Calibration images a class.</param>
    /// <param name="kept">How many layers, those that cost most, stay in single precision.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="WorkbenchException">The scheme cannot be used, an operator is not known, or a class has fewer images.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static QuantizedClassifier Of(
        OnnxGraph graph, QuantizationScheme scheme, DatasetSplits data, Normalization normalization, int perClass, int kept = 0, CancellationToken cancellation = default)
    {
        scheme.Validated();
        TorchRuntime.EnsureStarted();
        using var images = data.Training.TakePerClass(perClass);
        var (balanced, replaced) = scheme.Equalizes ? Equalization.Of(graph) : (graph, 0);
        var calibration = Calibration.Of(balanced, () => Batches(images, normalization, cancellation).Select(ImagesOf));
        using var first = Batches(images, normalization, cancellation).First();
        var costliest = kept == 0 ? [] : LayerSensitivity.Of(balanced, scheme, calibration, first.Images).Take(kept).ToArray();
        var quantized = GraphQuantization.Of(balanced, scheme with { InFloat = [.. scheme.InFloat, .. costliest.Select(layer => layer.Node)] }, calibration);
        return new QuantizedClassifier(
            quantized,
            GraphAccuracy.Simulated(graph, data.Test, normalization, cancellation),
            scheme.Equalizes ? GraphAccuracy.Simulated(balanced, data.Test, normalization, cancellation) : null,
            GraphAccuracy.Simulated(quantized, data.Test, normalization, cancellation),
            GraphAccuracy.InRuntime(quantized, data.Test, normalization, cancellation),
            replaced,
            costliest,
            LayerErrors.Of(balanced, quantized, first.Images));
    }

    /// <summary>How much a network's accuracy differs from that in single precision, in [−1, 1], with an interval over test images.</summary>
    /// <param name="correct">For each test image, whether the other network is right.</param>
    public Interval Change(IReadOnlyList<bool> correct) =>
        ImageBootstrap.OfDifference([correct], [Exact], new RandomStreams(0).Open("test images"));

    private static TorchSharp.torch.Tensor ImagesOf(Batch batch)
    {
        batch.Labels.Dispose();
        return batch.Images;
    }

    private static IEnumerable<Batch> Batches(ImageDataset images, Normalization normalization, CancellationToken cancellation)
    {
        foreach (var batch in new EvaluationLoader(images, BatchSize, normalization).Batches())
        {
            Interruption.Check(cancellation);
            yield return batch;
        }
    }
}
