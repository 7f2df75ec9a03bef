using Sandglass.Deployment.Onnx;
using Sandglass.Deployment.Running;
using static TorchSharp.torch;

namespace Sandglass.Deployment.Quantization;

/// <summary>What a network loses by one quantized node, all others in single precision.</summary>
/// <param name="Node">Name of the node.</param>
/// <param name="Error">Mean square of the scores' change over the mean square of the scores.</param>
internal sealed record LayerSensitivity(string Node, double Error)
{
    /// <summary>Every convolution and linear layer, the costliest first.</summary>
    /// <param name="graph">The graph in single precision, BatchNorm folded.</param>
    /// <param name="scheme">How each is quantized.</param>
    /// <param name="calibration">What calibration images make of the graph's values.</param>
    /// <param name="images">[N, C, H, W].</param>
    /// <param name="check">Is called before each layer, to stop.</param>
    /// <exception cref="WorkbenchException">An operator is not known.</exception>
    public static IReadOnlyList<LayerSensitivity> Of(
        OnnxGraph graph, QuantizationScheme scheme, Calibration calibration, Tensor images, Action check)
    {
        using var scope = NewDisposeScope();
        var exact = Scores(graph, images);
        var signal = exact.square().mean().item<float>();
        string[] names = [.. graph.Nodes.Select(node => node.Name)];
        OnnxNode[] layers = [.. graph.Nodes.Where(node => node.Operator is "Conv" or "Gemm")];
        return
        [
            .. layers.Select(layer =>
            {
                using var one = NewDisposeScope();
                check();
                var quantized = GraphQuantization.Of(graph, scheme with { InFloat = [.. names.Where(name => name != layer.Name)] }, calibration);
                return new LayerSensitivity(layer.Name, exact.sub(Scores(quantized, images)).square().mean().item<float>() / signal);
            }).OrderByDescending(layer => layer.Error),
        ];
    }

    private static Tensor Scores(OnnxGraph graph, Tensor images)
    {
        using var runner = new GraphRunner(graph);
        return runner.Run(images)[0];
    }
}
