using Sandglass.Deployment.Onnx;

namespace Sandglass.Deployment.Counting;

/// <summary>
/// A quantized graph as a runtime with integer kernels reads it. An operator whose activations come out of
/// <c>DequantizeLinear</c> reads the steps before it, and makes steps where nothing but <c>QuantizeLinear</c> reads what it
/// makes; a ReLU or ReLU6 between the two is done on steps too. Weights are their steps, with scales and zero points.
/// </summary>
internal static class JoinedSteps
{
    /// <summary>The graph without the pairs, and the values that are 8-bit steps in it. It is for telling what is moved, not for running.</summary>
    internal static (OnnxGraph Graph, IReadOnlySet<string> Steps) Of(OnnxGraph graph)
    {
        var (readers, steps, onSteps) = (graph.Readers(), new HashSet<string>(), new Dictionary<string, OnnxNode>());
        var replaced = new Dictionary<string, IReadOnlyList<string>>();
        var nodes = new List<OnnxNode>();
        foreach (var node in graph.Nodes)
        {
            switch (node.Operator)
            {
                case "DequantizeLinear":
                    replaced[node.Output] = graph.Constants.ContainsKey(node.Inputs[0]) ? node.Inputs : [.. node.Inputs.Take(1).SelectMany(Joined)];
                    break;
                case "QuantizeLinear" when readers[node.Inputs[0]] == 1 && onSteps.TryGetValue(node.Inputs[0], out var maker):
                    replaced[node.Output] = [node.Inputs[0]];
                    steps.Add(node.Inputs[0]);
                    if (IsRectifier(maker))
                    {
                        steps.Add(maker.Inputs[0]);
                    }

                    break;
                default:
                    if (node.Inputs.Any(input => replaced.TryGetValue(input, out var by) && by.Count == 1) || (IsRectifier(node) && readers[node.Inputs[0]] == 1 && onSteps.ContainsKey(node.Inputs[0])))
                    {
                        onSteps[node.Output] = node;
                    }

                    nodes.Add(node with { Inputs = [.. node.Inputs.SelectMany(Joined)] });
                    break;
            }
        }

        return (graph.Rebuilt(nodes, graph.Constants), steps);

        IReadOnlyList<string> Joined(string value) => replaced.GetValueOrDefault(value, [value]);
    }

    private static bool IsRectifier(OnnxNode node) => node.Operator is "Relu" or "Clip";
}
