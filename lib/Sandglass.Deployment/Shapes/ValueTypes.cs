using Sandglass.Deployment.Onnx;
using Sandglass.Weights;

namespace Sandglass.Deployment.Shapes;

/// <summary>The type of every value of a graph, found by walking its operators.</summary>
internal static class ValueTypes
{
    /// <summary>By value, constants included.</summary>
    /// <param name="graph">The graph.</param>
    /// <exception cref="FormatException">A cast is to a type that is not read.</exception>
    internal static IReadOnlyDictionary<string, SafetensorsType> Of(OnnxGraph graph)
    {
        var types = graph.Constants.ToDictionary(constant => constant.Key, constant => constant.Value.Type);
        foreach (var input in graph.Inputs)
        {
            types[input.Name] = input.Type;
        }

        foreach (var node in graph.Nodes)
        {
            var type = Made(node, types);
            foreach (var output in node.Outputs)
            {
                types[output] = type;
            }
        }

        return types;
    }

    private static SafetensorsType Made(OnnxNode node, Dictionary<string, SafetensorsType> types)
    {
        return node.Operator switch
        {
            "Cast" => OnnxTypes.Of((int)node.Get("to", 0L), node.Output),
            "Constant" => node.Get<SafetensorsTensor?>("value", null)?.Type ?? SafetensorsType.I64,
            "Shape" => SafetensorsType.I64,
            "ConvInteger" or "MatMulInteger" => SafetensorsType.I32,
            "DequantizeLinear" => Input(1, SafetensorsType.F32),
            "QuantizeLinear" => Input(2, SafetensorsType.U8),
            "QLinearConv" => Input(7, SafetensorsType.U8),
            _ => Input(0, SafetensorsType.F32),
        };

        // Of what has no such input, the type that the standard gives it.
        SafetensorsType Input(int index, SafetensorsType otherwise) =>
            node.Inputs.Count > index && types.TryGetValue(node.Inputs[index], out var type) ? type : otherwise;
    }
}
