using Sandglass.Data;
using Sandglass.Deployment.Onnx;
using Sandglass.Deployment.Running;
using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Sandglass.Deployment.Quantization;

/// <summary>For each image of a set whether a classifier's graph tells its class.</summary>
internal static class GraphAccuracy
{
    private const int BatchSize = 50;

    /// <summary>By libtorch, where a quantized graph is simulated.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="images">The images.</param>
    /// <param name="normalization">How the network was trained to see them.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static IReadOnlyList<bool> Simulated(OnnxGraph graph, ImageDataset images, Normalization normalization, CancellationToken cancellation = default)
    {
        using var runner = new GraphRunner(graph);
        return Each(images, normalization, batch => runner.Run(batch.Images)[0], cancellation);
    }

    /// <summary>By ONNX Runtime, where a quantized graph runs on integers.</summary>
    /// <inheritdoc cref="Simulated"/>
    public static IReadOnlyList<bool> InRuntime(OnnxGraph graph, ImageDataset images, Normalization normalization, CancellationToken cancellation = default)
    {
        using var session = new OnnxSession(graph);
        return Each(images, normalization, batch => tensor(session.Run(batch.Images.contiguous().data<float>().ToArray(), batch.Count)[0]).reshape(batch.Count, -1), cancellation);
    }

    private static List<bool> Each(ImageDataset images, Normalization normalization, Func<Batch, Tensor> scores, CancellationToken cancellation)
    {
        var correct = new List<bool>(images.Count);
        foreach (var batch in new EvaluationLoader(images, BatchSize, normalization).Batches())
        {
            using (batch)
            {
                Interruption.Check(cancellation);
                using var scope = NewDisposeScope();
                correct.AddRange(scores(batch).argmax(1).eq(batch.Labels).data<bool>().ToArray());
            }
        }

        return correct;
    }
}
