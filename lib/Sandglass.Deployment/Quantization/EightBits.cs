using Sandglass.Data;
using Sandglass.Deployment.Onnx;
using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Sandglass.Deployment.Quantization;

/// <summary>A network in 8 bits, with a scale for each channel and ranges from smallest to largest number, untested.</summary>
internal static class EightBits
{
    private const int BatchSize = 250;

    /// <summary>With ranges from images of the training set, as <see cref="ClassifierQuantizer"/> takes them.</summary>
    /// <param name="graph">The classifier in single precision.</param>
    /// <param name="data">The images; not owned.</param>
    /// <param name="normalization">How the network was trained to see them.</param>
    /// <param name="perClass">Images a class.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="WorkbenchException">An operator is not known.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static OnnxGraph OfImages(OnnxGraph graph, DatasetSplits data, Normalization normalization, int perClass, CancellationToken cancellation = default)
    {
        using var images = data.Training.TakePerClass(perClass);
        return Of(graph, () => new EvaluationLoader(images, BatchSize, normalization).Batches().Select(batch =>
        {
            Interruption.Check(cancellation);
            batch.Labels.Dispose();
            return batch.Images;
        }));
    }

    /// <summary>With the ranges of one image of noise: for sizes and time, its answers are of no use.</summary>
    /// <param name="graph">The network in single precision, its input's sides fixed.</param>
    /// <exception cref="WorkbenchException">An operator is not known.</exception>
    public static OnnxGraph OfNoise(OnnxGraph graph)
    {
        return Of(graph, Noise);

        IEnumerable<Tensor> Noise()
        {
            using var random = new Generator(1);
            yield return randn([1, .. graph.Inputs[0].Shape.Skip(1).Select(size => size!.Value)], generator: random);
        }
    }

    private static OnnxGraph Of(OnnxGraph graph, Func<IEnumerable<Tensor>> batches)
    {
        var scheme = new QuantizationScheme();
        return GraphQuantization.Of(graph, scheme, Calibration.Of(graph, batches, scheme.Range));
    }
}
