using Sandglass.Deployment.Onnx;
using Sandglass.Weights;

namespace Sandglass.Deployment.Quantization;

/// <summary>
/// Cross-layer equalization (Nagel et al. 2019, section 4.1): what one convolution multiplies a channel by the next divides it
/// by, so that the channels of both have like ranges, and one scale serves a whole weight. With ranges r₁ and r₂ of a channel's
/// weights before and after, the first is divided and the second multiplied by √(r₁ / r₂).
/// </summary>
/// <remarks>
/// Between the two stands nothing, ReLU, or ReLU6. ReLU passes a factor through; ReLU6 does not, since it cuts at 6: it is replaced
/// by ReLU there, and the network computes something else wherever a value was cut. How much that costs is to be measured.
/// </remarks>
internal static class Equalization
{
    /// <summary>The equalized graph, and how many ReLU6 were replaced.</summary>
    /// <param name="graph">The graph in single precision, BatchNorm folded.</param>
    public static (OnnxGraph Graph, int Replaced) Of(OnnxGraph graph)
    {
        var (nodes, constants, replaced) = (graph.Nodes.ToArray(), new Dictionary<string, SafetensorsTensor>(graph.Constants), 0);
        var readers = graph.Readers();
        var makers = nodes.Index().ToDictionary(node => node.Item.Output, node => node.Index);
        for (var at = 0; at < nodes.Length; at++)
        {
            if (nodes[at].Operator == "Conv" && Before(at) is (var first, var between))
            {
                Balance(nodes[first], nodes[at], constants);
                if (between is { } clip && nodes[clip].Operator == "Clip")
                {
                    nodes[clip] = nodes[clip] with { Operator = "Relu", Inputs = [nodes[clip].Inputs[0]] };
                    replaced++;
                }
            }
        }

        return (graph with { Nodes = nodes, Constants = constants }, replaced);

        // Constants that no other operator reads.
        bool HasConstants(OnnxNode conv) => conv.Inputs.Skip(1).All(name => constants.ContainsKey(name) && readers[name] == 1);

        // The convolution that alone feeds this one, and the rectifier between them.
        (int First, int? Between)? Before(int at)
        {
            if (readers[nodes[at].Inputs[0]] != 1 || !makers.TryGetValue(nodes[at].Inputs[0], out var before))
            {
                return null;
            }

            int? between = null;
            if (IsRectifier(nodes[before], constants))
            {
                between = before;
                if (readers[nodes[before].Inputs[0]] != 1 || !makers.TryGetValue(nodes[before].Inputs[0], out before))
                {
                    return null;
                }
            }

            return nodes[before].Operator == "Conv" && HasConstants(nodes[before]) && HasConstants(nodes[at]) ? (before, between) : null;
        }
    }

    private static bool IsRectifier(OnnxNode node, Dictionary<string, SafetensorsTensor> constants) => node.Operator == "Relu"
        || (node is { Operator: "Clip", Inputs: [_, var least, _] } && constants.TryGetValue(least, out var zero) && zero.ToSingles() is [0]);

    private static void Balance(OnnxNode first, OnnxNode second, Dictionary<string, SafetensorsTensor> constants)
    {
        var (before, after) = (constants[first.Inputs[1]], constants[second.Inputs[1]]);
        var (weights, nexts, channels) = (before.ToSingles(), after.ToSingles(), (int)before.Shape[0]);
        var (each, groups, window) = (weights.Length / channels, (int)second.Get("group", 1L), (int)after.Shape.Skip(2).Aggregate(1L, (product, side) => product * side));
        var biases = first.Inputs.Count > 2 ? constants[first.Inputs[2]].ToSingles() : null;
        for (var c = 0; c < channels; c++)
        {
            var places = Places(c, channels, groups, (int)after.Shape[0], window);
            var (before1, after1) = (Largest(Enumerable.Range(c * each, each), weights), Largest(places, nexts));
            if (before1 == 0 || after1 == 0)
            {
                continue;
            }

            var factor = Math.Sqrt(before1 / (double)after1);
            Scale(Enumerable.Range(c * each, each), weights, 1 / factor);
            Scale(places, nexts, factor);
            if (biases is not null)
            {
                biases[c] = (float)(biases[c] / factor);
            }
        }

        constants[before.Name] = SafetensorsTensor.Of(before.Name, weights, [.. before.Shape]);
        constants[after.Name] = SafetensorsTensor.Of(after.Name, nexts, [.. after.Shape]);
        if (biases is not null)
        {
            constants[first.Inputs[2]] = SafetensorsTensor.Of(first.Inputs[2], biases, channels);
        }
    }

    // Weights [M, C / groups, kH, kW] of the second convolution that meet a channel of its input.
    private static int[] Places(int channel, int channels, int groups, int outputs, int window)
    {
        var (inputs, members) = (channels / groups, outputs / groups);
        return
        [
            .. from output in Enumerable.Range(channel / inputs * members, members)
               from at in Enumerable.Range(0, window)
               select (((output * inputs) + (channel % inputs)) * window) + at,
        ];
    }

    private static float Largest(IEnumerable<int> places, float[] weights) => places.Max(i => Math.Abs(weights[i]));

    private static void Scale(IEnumerable<int> places, float[] weights, double factor)
    {
        foreach (var i in places)
        {
            weights[i] = (float)(weights[i] * factor);
        }
    }
}
