using Sandglass.Deployment.Onnx;
using Sandglass.Deployment.Quantization;
using Sandglass.Deployment.Shapes;
using static TorchSharp.torch;

namespace Sandglass.Deployment.Latency;

/// <summary>A network in 8 bits for its time alone: its ranges are those of noise, and its answers are of no use.</summary>
internal static class RandomQuantization
{
    /// <summary>The quantized graph.</summary>
    /// <param name="graph">The graph in single precision.</param>
    /// <param name="resolution">Side of the input where the graph leaves it free, pixels.</param>
    /// <exception cref="WorkbenchException">An operator is not known.</exception>
    public static OnnxGraph Of(OnnxGraph graph, int? resolution = null)
    {
        var shape = GraphShapes.Of(graph, resolution)[graph.Inputs[0].Name].ToArray();
        return GraphQuantization.Of(graph, new QuantizationScheme(), Calibration.Of(graph, Noise));

        IEnumerable<Tensor> Noise()
        {
            using var random = new Generator(1);
            yield return randn(shape, generator: random);
        }
    }
}
