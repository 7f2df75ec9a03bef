using Sandglass.Deployment.Onnx;
using Sandglass.Weights;

namespace Sandglass.Deployment.Export;

/// <summary>
/// Takes BatchNorm into the convolution before it, as inference does: with γ, β, μ, σ² and ε of a channel, its weights
/// become w · γ / √(σ² + ε) and its bias β + (b − μ) · γ / √(σ² + ε), computed in double precision. A BatchNorm after
/// anything else, or after a convolution that something else reads too, stays.
/// </summary>
internal static class BatchNormFolding
{
    /// <summary>The graph with what can be folded folded.</summary>
    /// <exception cref="OnnxException">A BatchNorm's constants do not fit its convolution.</exception>
    internal static OnnxGraph Of(OnnxGraph graph) => Damage.Typed(
        () => Folded(graph), (fault, cause) => new OnnxException($"BatchNorm cannot be folded in {Quoted.Name(graph.Name)}: {fault}; export it again", cause));

    private static OnnxGraph Folded(OnnxGraph graph)
    {
        var readers = graph.Readers();
        var (constants, nodes, makers) = (new Dictionary<string, SafetensorsTensor>(graph.Constants), new List<OnnxNode>(), new Dictionary<string, int>());
        foreach (var node in graph.Nodes)
        {
            var folded = node.Operator == "BatchNormalization" && readers[node.Inputs[0]] == 1 && makers.TryGetValue(node.Inputs[0], out var at) && Folded(nodes[at], node, constants, readers) is { } both
                ? nodes[at] = both
                : null;
            if (folded is null)
            {
                makers[node.Output] = nodes.Count;
                nodes.Add(node);
            }
            else
            {
                makers[folded.Output] = makers[node.Inputs[0]];
            }
        }

        return graph.Rebuilt(nodes, constants);
    }

    // Null where the one before is no convolution with constant weights of its own.
    private static OnnxNode? Folded(OnnxNode conv, OnnxNode norm, Dictionary<string, SafetensorsTensor> constants, IReadOnlyDictionary<string, int> readers)
    {
        if (conv.Operator != "Conv" || conv.Inputs.Skip(1).Concat(norm.Inputs.Skip(1)).Any(name => !constants.ContainsKey(name)))
        {
            return null;
        }

        var weight = constants[conv.Inputs[1]];
        var channels = (int)weight.Shape[0];
        var bias = conv.Inputs.Count > 2 ? constants[conv.Inputs[2]].ToSingles() : new float[channels];
        var (scale, shift, mean, variance) = (Numbers(1), Numbers(2), Numbers(3), Numbers(4));
        var epsilon = norm.Get("epsilon", 1e-5f);
        var (weights, perChannel) = (weight.ToSingles(), (int)(weight.Count / channels));
        for (var c = 0; c < channels; c++)
        {
            var factor = scale[c] / Math.Sqrt(variance[c] + (double)epsilon);
            foreach (ref var value in weights.AsSpan(c * perChannel, perChannel))
            {
                value = (float)(value * factor);
            }

            bias[c] = (float)(shift[c] + ((bias[c] - (double)mean[c]) * factor));
        }

        // Names of their own: another convolution may read the same constants.
        var named = Free(conv.Inputs[1], conv.Inputs[1]);
        var biased = Free(named.EndsWith("weight", StringComparison.Ordinal) ? $"{named[..^"weight".Length]}bias" : $"{named}.bias", null);
        constants[named] = SafetensorsTensor.Of(named, weights, [.. weight.Shape]);
        constants[biased] = SafetensorsTensor.Of(biased, bias, channels);
        return conv with { Inputs = [conv.Inputs[0], named, biased], Outputs = [norm.Output] };

        string Free(string name, string? own)
        {
            while (constants.ContainsKey(name) && (name != own || readers[name] > 1))
            {
                name += ".folded";
            }

            return name;
        }

        float[] Numbers(int input)
        {
            var numbers = constants[norm.Inputs[input]].ToSingles();
            Damage.Unless(numbers.Length == channels, $"{norm.Words} has {numbers.Length} channels after {channels} of {conv.Words}");
            return numbers;
        }
    }
}
