using Sandglass.Counting;
using Sandglass.Deployment.Onnx;
using Sandglass.Deployment.Shapes;
using static Sandglass.Deployment.Shapes.Rearrangement;

namespace Sandglass.Deployment.Counting;

/// <summary>
/// Counts a graph from its operators, by the rules of <see cref="Counter"/>: the rows of somebody else's network stand
/// beside ours. Constants that are added, such as a bias, are parameters; quantization and what only moves numbers costs nothing.
/// </summary>
internal static class OnnxCounter
{
    private static readonly HashSet<string> Activations =
    [
        "Clip", "Elu", "Gelu", "HardSigmoid", "HardSwish", "LeakyRelu", "LogSoftmax", "Mish", "PRelu", "Relu", "Selu", "Sigmoid", "Softmax", "Softplus", "Softsign", "Tanh",
    ];

    /// <summary>Counts a graph for one image.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="resolution">Side of the input where the graph leaves it free, pixels.</param>
    /// <exception cref="WorkbenchException">The input's size is not known, an operator is not, or shapes do not fit.</exception>
    public static NetworkCount Count(OnnxGraph graph, int? resolution = null) =>
        new(graph.Name, [.. ByOperator(graph, GraphShapes.Of(graph, resolution)).OfType<LayerCount>()]);

    /// <summary>The rows of all operators, in their order; null where one computes nothing.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="shapes">Its shapes.</param>
    public static IEnumerable<LayerCount?> ByOperator(OnnxGraph graph, GraphShapes shapes)
    {
        var fields = new Dictionary<string, (long Field, long Step)>();
        foreach (var node in graph.Nodes)
        {
            fields[node.Output] = Seen(node, shapes, fields);
            yield return Row(node, shapes, graph) is var (type, parameters, operations)
                ? new LayerCount(node.Label, type, [.. shapes[node.Output].Skip(1).Select(size => checked((int)size))], parameters, operations, fields[node.Output].Field)
                : null;
        }
    }

    private static (LayerType, long Parameters, long Operations)? Row(OnnxNode node, GraphShapes shapes, OnnxGraph graph)
    {
        var elements = Elements(shapes[node.Output]);
        return node.Operator switch
        {
            "Conv" => Convolution(node, shapes, 1, elements),
            "ConvInteger" => Convolution(node, shapes, 1, elements),
            "QLinearConv" => Convolution(node, shapes, 3, elements),
            "Gemm" => (LayerType.Linear, Constants(node, shapes, from: 1), Elements(shapes.Input(node, 0)) * shapes[node.Output][^1]),
            "MatMul" or "MatMulInteger" => (LayerType.Linear, Constants(node, shapes, from: 1), shapes.Input(node, 0)[^1] * elements),
            "BatchNormalization" => (LayerType.BatchNorm, 2 * Elements(shapes.Input(node, 1)), 2 * elements),
            "GlobalAveragePool" or "GlobalMaxPool" or "ReduceMean" => (LayerType.Pool, 0, Elements(shapes.Input(node, 0))),
            "AveragePool" or "MaxPool" => (LayerType.Pool, 0, node.Get("kernel_shape", (long[])[]).Aggregate(elements, (product, side) => product * side)),
            "Add" or "Sum" => Parameters(node, graph) is > 0 and var bias ? (LayerType.Activation, bias, elements) : (LayerType.Addition, 0, elements),
            "Mul" or "Div" or "Sub" => (LayerType.Activation, Parameters(node, graph), elements),
            var name when Activations.Contains(name) => (LayerType.Activation, 0, elements),
            _ => null,
        };
    }

    private static (LayerType, long, long) Convolution(OnnxNode node, GraphShapes shapes, int weightInput, long elements)
    {
        var (weights, groups) = (shapes.Input(node, weightInput), node.Get("group", 1L));
        var type = groups > 1 && weights[1] == 1 ? LayerType.Depthwise : weights[2..].All(side => side == 1) ? LayerType.Pointwise : LayerType.Convolution;
        var bias = node.Operator == "Conv" ? Constants(node, shapes, from: 2) : node.Operator == "QLinearConv" ? Constants(node, shapes, from: 8) : 0;
        return (type, Elements(weights) + bias, Elements(weights[1..]) * elements);
    }

    // Numbers of all inputs from one on: weights that a quantized graph scales first are no constants, and count all the same.
    private static long Constants(OnnxNode node, GraphShapes shapes, int from) =>
        Enumerable.Range(from, Math.Max(0, node.Inputs.Count - from)).Where(i => GraphShapes.HasInput(node, i)).Sum(i => Elements(shapes.Input(node, i)));

    private static long Parameters(OnnxNode node, OnnxGraph graph) =>
        node.Inputs.Where(graph.Constants.ContainsKey).Select(name => graph.Constants[name]).Where(tensor => tensor.Count > 1).Sum(tensor => tensor.Count);

    // Of what is joined, an element sees what the input that sees most does.
    private static (long Field, long Step) Seen(OnnxNode node, GraphShapes shapes, Dictionary<string, (long Field, long Step)> fields)
    {
        var seen = node.Inputs.Where(fields.ContainsKey).Select(input => fields[input]).DefaultIfEmpty((Field: 1, Step: 1)).MaxBy(field => field.Field);
        var kernel = node.Operator switch
        {
            "Conv" => node.Get("kernel_shape", shapes.Input(node, 1)[2..]),
            "AveragePool" or "MaxPool" => node.Get("kernel_shape", (long[])[]),
            _ => [],
        };
        if (kernel.Length == 0)
        {
            return seen;
        }

        var window = WindowGeometry.Of(node, kernel, shapes.Input(node, 0)[2..])[0];
        return (seen.Field + ((window.Span - 1) * seen.Step), seen.Step * window.Stride);
    }
}
