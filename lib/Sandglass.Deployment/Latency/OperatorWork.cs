using Sandglass.Deployment.Counting;
using Sandglass.Deployment.Onnx;
using Sandglass.Deployment.Shapes;

namespace Sandglass.Deployment.Latency;

/// <summary>What an operator does, as far as its time can be told from it.</summary>
/// <param name="Node">The graph's node.</param>
/// <param name="Kind">Whose rate it has; null where it only moves numbers.</param>
/// <param name="MultiplyAdds">Products that it adds up.</param>
/// <param name="Bytes">Of what it reads and writes, weights included.</param>
/// <param name="IsInteger">Whether it computes on 8-bit steps.</param>
internal sealed record OperatorWork(string Node, ArithmeticKind? Kind, double MultiplyAdds, double Bytes, bool IsInteger)
{
    private const int FloatBytes = 4;

    private static readonly HashSet<string> Free = ["Constant", "DequantizeLinear", "Dropout", "Flatten", "Identity", "Reshape", "Shape", "Squeeze", "Unsqueeze"];
    private static readonly HashSet<string> Joining = ["Conv", "Gemm", "Add"];
    private static readonly HashSet<string> Activations = ["Clip", "Relu"];

    /// <summary>The operators of a graph that a runtime runs one by one: an activation is part of what it follows, and so is rounding to steps.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="batch">Images a pass.</param>
    /// <param name="resolution">Side of the input where the graph leaves it free, pixels.</param>
    /// <exception cref="WorkbenchException">An operator or a shape is not known.</exception>
    public static IReadOnlyList<OperatorWork> Of(OnnxGraph graph, int batch = 1, int? resolution = null)
    {
        var shapes = GraphShapes.Of(graph, resolution);
        var (makers, readers) = (graph.Nodes.ToDictionary(node => node.Output), graph.Readers());
        var counts = OnnxCounter.Count(graph, resolution).Layers.ToLookup(layer => layer.Name);
        return [.. graph.Nodes.Where(node => !Joins(node)).Select(Work)];

        bool Joins(OnnxNode node) => Free.Contains(node.Operator)
            || ((node.Operator == "QuantizeLinear" || Activations.Contains(node.Operator))
                && makers.TryGetValue(node.Inputs[0], out var maker) && (Joining.Contains(maker.Operator) || Joins(maker)) && (node.Operator == "QuantizeLinear" || readers[node.Inputs[0]] == 1));

        OperatorWork Work(OnnxNode node)
        {
            var isInteger = node.Operator != "QuantizeLinear" && makers.TryGetValue(node.Inputs[0], out var maker) && maker.Operator == "DequantizeLinear";
            var kind = ArithmeticKinds.Of(node, shapes);
            var made = batch * Rearrangement.Elements(shapes[node.Output]);
            var read = node.Inputs.Where(input => input.Length > 0).Sum(input => (graph.Constants.ContainsKey(input) || IsWeight(input) ? 1 : batch) * Rearrangement.Elements(shapes[input]));
            var products = kind is null ? 0 : counts[node.Name.Length > 0 ? node.Name : node.Output].Sum(layer => layer.MultiplyAdds);
            return new OperatorWork(node.Name.Length > 0 ? node.Name : node.Output, kind, batch * (double)products, (made + read) * (isInteger ? 1.0 : FloatBytes), isInteger);
        }

        bool IsWeight(string value) => makers.TryGetValue(value, out var maker) && maker.Operator == "DequantizeLinear" && graph.Constants.ContainsKey(maker.Inputs[0]);
    }
}

/// <summary>Arithmetic that runs at a rate of its own.</summary>
internal enum ArithmeticKind
{
    /// <summary>A convolution of 1×1.</summary>
    Pointwise,

    /// <summary>A convolution of each channel alone.</summary>
    Depthwise,

    /// <summary>Any other convolution.</summary>
    Convolution,

    /// <summary>A linear layer.</summary>
    Linear,
}

/// <summary>The kinds of nodes.</summary>
internal static class ArithmeticKinds
{
    /// <summary>The kind of a node; null where it does not add up products.</summary>
    public static ArithmeticKind? Of(OnnxNode node, GraphShapes shapes)
    {
        if (node.Operator is "Gemm" or "MatMul")
        {
            return ArithmeticKind.Linear;
        }

        if (node.Operator != "Conv")
        {
            return null;
        }

        var weights = shapes.Input(node, 1);
        return node.Get("group", 1L) > 1 && weights[1] == 1 ? ArithmeticKind.Depthwise
            : weights[2..].All(side => side == 1) ? ArithmeticKind.Pointwise
            : ArithmeticKind.Convolution;
    }
}
