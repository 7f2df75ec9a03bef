using Sandglass.Deployment.Onnx;
using Sandglass.Deployment.Running;
using static TorchSharp.torch;

namespace Sandglass.Deployment.Quantization;

/// <summary>How far a quantized graph's value is from that of the graph in single precision.</summary>
/// <param name="Value">The value; of an exported network a place.</param>
/// <param name="SignalToNoise">10 log₁₀ of the mean square of the value over that of the difference, decibels; infinite where they are equal.</param>
/// <param name="Cosine">Cosine of the angle between the two.</param>
internal sealed record LayerError(string Value, double SignalToNoise, double Cosine);

/// <summary>The errors of quantization along a network.</summary>
internal static class LayerErrors
{
    /// <summary>Every value that both graphs make, in the order of the first.</summary>
    /// <param name="graph">The graph in single precision.</param>
    /// <param name="quantized">The same quantized.</param>
    /// <param name="images">[N, C, H, W].</param>
    /// <exception cref="WorkbenchException">An operator is not known.</exception>
    public static IReadOnlyList<LayerError> Of(OnnxGraph graph, OnnxGraph quantized, Tensor images)
    {
        using var scope = NewDisposeScope();
        using var runner = new GraphRunner(graph);
        using var simulated = new GraphRunner(quantized);
        var (values, errors) = (new Dictionary<string, Tensor>(), new Dictionary<string, LayerError>());
        runner.Run(images, (name, value) => values[name] = value.clone().MoveToOuterDisposeScope());
        simulated.Run(images, (name, value) =>
        {
            if (values.TryGetValue(name, out var exact) && exact.shape.SequenceEqual(value.shape))
            {
                var (signal, noise) = (Sum(exact.square()), Sum(exact.sub(value).square()));
                errors[name] = new LayerError(name, 10 * Math.Log10(signal / noise), Sum(exact.mul(value)) / Math.Sqrt(signal * Sum(value.square())));
            }
        });
        return [.. graph.Nodes.Select(node => node.Output).Where(errors.ContainsKey).Select(name => errors[name])];
    }

    private static double Sum(Tensor values)
    {
        using var owned = values;
        using var sum = owned.sum(ScalarType.Float64);
        return sum.item<double>();
    }
}
