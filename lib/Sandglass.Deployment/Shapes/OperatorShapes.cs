using Sandglass.Deployment.Onnx;
using Sandglass.Weights;
using Made = (long[] Shape, long[]? Numbers);

namespace Sandglass.Deployment.Shapes;

/// <summary>What each operator makes of its inputs' shapes (the ONNX operator specifications of sets 7 to 21; a later set is read in the same way).</summary>
internal static class OperatorShapes
{
    // Elementwise on the first input.
    private static readonly HashSet<string> Unary =
    [
        "Abs", "BatchNormalization", "Cast", "Ceil", "Clip", "DequantizeLinear", "Dropout", "Elu", "Erf", "Exp", "Floor", "Gelu", "HardSigmoid", "HardSwish",
        "Identity", "InstanceNormalization", "LayerNormalization", "LeakyRelu", "Log", "LogSoftmax", "LRN", "Mish", "Neg", "PRelu", "QuantizeLinear", "Reciprocal",
        "Relu", "Selu", "Sigmoid", "Softmax", "Softplus", "Softsign", "Sqrt", "Tanh",
    ];

    private static readonly HashSet<string> Binary = ["Add", "Div", "Max", "Min", "Mul", "Pow", "Sub", "Sum"];

    /// <summary>Shapes of the outputs in order, with their numbers where they are whole and known.</summary>
    /// <exception cref="FormatException">The operator is not known, or its inputs do not fit.</exception>
    internal static IReadOnlyList<Made> Of(OnnxNode node, GraphShapes shapes) => node.Operator switch
    {
        "Identity" or "Cast" => [(shapes.Input(node, 0), shapes.KnownNumbers(node, 0))],
        var name when Unary.Contains(name) => [(shapes.Input(node, 0), null)],
        var name when Binary.Contains(name) => [Elementwise(node, shapes)],
        "Conv" or "ConvInteger" => [(Window(node, shapes, shapes.Input(node, 0), shapes.Input(node, 1)), null)],
        "QLinearConv" => [(Window(node, shapes, shapes.Input(node, 0), shapes.Input(node, 3)), null)],
        "AveragePool" or "MaxPool" => [(Window(node, shapes, shapes.Input(node, 0), null), null)],
        "GlobalAveragePool" or "GlobalMaxPool" => [([.. shapes.Input(node, 0)[..2], .. shapes.Input(node, 0)[2..].Select(_ => 1L)], null)],
        "ReduceMean" or "ReduceSum" or "ReduceMax" => [(Reduced(node, shapes), null)],
        "Gemm" => [(Product(Turned(node, shapes, 0, "transA"), Turned(node, shapes, 1, "transB"), node), null)],
        "MatMul" or "MatMulInteger" => [(Product(shapes.Input(node, 0), shapes.Input(node, 1), node), null)],
        "Concat" => [Rearrangement.Concat(node, shapes)],
        "Constant" => [Constant(node)],
        "Flatten" => [(Rearrangement.Flatten(node, shapes), null)],
        "Gather" => [Rearrangement.Gather(node, shapes)],
        "Pad" => [(Rearrangement.Pad(node, shapes), null)],
        "Reshape" => [(Rearrangement.Reshape(node, shapes), shapes.KnownNumbers(node, 0))],
        "Shape" => [([shapes.Input(node, 0).Length], shapes.Input(node, 0))],
        "Slice" => [Rearrangement.Slice(node, shapes)],
        "Split" => Rearrangement.Split(node, shapes),
        "Squeeze" => [(Rearrangement.Squeeze(node, shapes), shapes.KnownNumbers(node, 0))],
        "Transpose" => [(Rearrangement.Transpose(node, shapes), null)],
        "Unsqueeze" => [(Rearrangement.Unsqueeze(node, shapes), shapes.KnownNumbers(node, 0))],
        _ => throw new FormatException($"the operator {node.Words} is not known here"),
    };

    // Sizes are aligned at their ends; 1 stands for any.
    private static Made Elementwise(OnnxNode node, GraphShapes shapes)
    {
        var result = shapes.Input(node, 0);
        for (var i = 1; i < node.Inputs.Count; i++)
        {
            var other = shapes.Input(node, i);
            var (longer, shorter) = result.Length >= other.Length ? (result, other) : (other, result);
            result = [.. longer.Select((size, d) => d - (longer.Length - shorter.Length) is >= 0 and var at ? Common(size, shorter[at], node) : size)];
        }

        return (result, null);
    }

    private static long Common(long one, long other, OnnxNode node) => one == other || other == 1 ? one
        : one == 1 ? other
        : throw new FormatException($"{node.Words} joins sizes {one} and {other}");

    // [N, C, H, W] under a window; with weights [M, C / groups, kH, kW] it makes M channels.
    private static long[] Window(OnnxNode node, GraphShapes shapes, long[] input, long[]? weights)
    {
        var dimensions = input.Length - 2;
        Damage.Unless(dimensions > 0 && (weights is null || weights.Length == input.Length), $"{node.Words} is given [{string.Join(", ", input)}]");
        var kernel = node.Get("kernel_shape", weights?[2..]) ?? throw new FormatException($"{node.Words} has no window");
        Damage.Unless(weights is null || weights[1] * node.Get("group", 1L) == input[1], $"{node.Words} is given {input[1]} channels");
        var geometry = WindowGeometry.Of(node, kernel, input[2..]);
        return [input[0], weights?[0] ?? input[1], .. geometry.Select(side => side.Output)];
    }

    private static long[] Reduced(OnnxNode node, GraphShapes shapes)
    {
        var input = shapes.Input(node, 0);
        var asked = node.Get<long[]?>("axes", null) ?? shapes.Numbers(node, 1);
        var axes = (asked ?? [.. Enumerable.Range(0, input.Length).Select(i => (long)i)]).Select(axis => Axis(axis, input.Length, node)).ToHashSet();
        var keeps = node.Get("keepdims", 1L) != 0;
        return [.. input.Select((size, i) => axes.Contains(i) ? (keeps ? 1 : -1) : size).Where(size => size >= 0)];
    }

    private static long[] Turned(OnnxNode node, GraphShapes shapes, int index, string attribute)
    {
        var matrix = shapes.Input(node, index);
        return node.Get(attribute, 0L) != 0 ? [.. matrix.Reverse()] : matrix;
    }

    private static long[] Product(long[] one, long[] other, OnnxNode node) => one.Length > 1 && other.Length > 1 && one[^1] == other[^2]
        ? [.. (one.Length >= other.Length ? one : other)[..^2], one[^2], other[^1]]
        : throw new FormatException($"{node.Words} multiplies [{string.Join(", ", one)}] by [{string.Join(", ", other)}]");

    private static Made Constant(OnnxNode node)
    {
        if (node.Attributes.TryGetValue("value_int", out var single))
        {
            return ([], [(long)single]);
        }

        var tensor = node.Get<SafetensorsTensor?>("value", null) ?? throw new FormatException($"{node.Words} has no value that is read");
        return ([.. tensor.Shape], tensor.Type == SafetensorsType.I64 ? tensor.ToIntegers() : null);
    }

    /// <summary>An axis from the front.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    internal static int Axis(long axis, int dimensions, OnnxNode node) => axis >= -dimensions && axis < dimensions
        ? (int)(axis < 0 ? axis + dimensions : axis)
        : throw new FormatException($"{node.Words} asks for axis {axis} of {dimensions}");
}
