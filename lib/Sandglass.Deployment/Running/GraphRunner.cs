using Sandglass.Deployment.Onnx;
using Sandglass.Runtime;
using Sandglass.Weights;
using static TorchSharp.torch;

namespace Sandglass.Deployment.Running;

/// <summary>
/// Runs a graph in libtorch, operator by operator, in single precision. A quantized graph is simulated: between
/// <c>QuantizeLinear</c> and <c>DequantizeLinear</c> stand whole numbers, everything else is computed in floats, so that any
/// number of bits can be studied, and a runtime's integer arithmetic be held against it.
/// </summary>
internal sealed class GraphRunner : IDisposable
{
    private readonly OnnxGraph _graph;
    private readonly Dictionary<string, Tensor> _constants;
    private readonly string[][] _dead;

    /// <summary>Takes the graph's constants over.</summary>
    /// <param name="graph">The graph; it has one input.</param>
    public GraphRunner(OnnxGraph graph)
    {
        TorchRuntime.EnsureStarted();
        _graph = graph;
        _constants = graph.Constants.ToDictionary(constant => constant.Key, constant => Values(constant.Value).DetachFromDisposeScope());
        _dead = LastUses(graph);
    }

    /// <summary>The values of one pass.</summary>
    /// <param name="images">[N, C, H, W].</param>
    /// <param name="see">Is shown every value that an operator makes, under its name, lent for the length of the call.</param>
    /// <returns>The outputs in their order; the caller disposes them.</returns>
    /// <exception cref="WorkbenchException">An operator is not known, or is given what it cannot take.</exception>
    public IReadOnlyList<Tensor> Run(Tensor images, Action<string, Tensor>? see = null)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var values = new Dictionary<string, Tensor>(_constants) { [_graph.Inputs[0].Name] = images };
        for (var i = 0; i < _graph.Nodes.Count; i++)
        {
            var node = _graph.Nodes[i];
            var made = values[node.Output] = Made(node, values, _graph);
            see?.Invoke(node.Output, made);
            foreach (var name in _dead[i])
            {
                values.Remove(name, out var dead);
                dead!.Dispose();
            }
        }

        return [.. _graph.Outputs.Select(output => values[output.Name].MoveToOuterDisposeScope())];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var constant in _constants.Values)
        {
            constant.Dispose();
        }
    }

    private static Tensor Made(OnnxNode node, Dictionary<string, Tensor> values, OnnxGraph graph)
    {
        try
        {
            var type = node.Operator == "QuantizeLinear" && node.Inputs.Count > 2 ? graph.Constants.GetValueOrDefault(node.Inputs[2])?.Type : null;
            return TorchOperators.Run(node, [.. node.Inputs.Select(input => input.Length == 0 ? null : values[input])], type ?? SafetensorsType.U8);
        }
        catch (Exception wrong) when (wrong is System.Runtime.InteropServices.ExternalException or FormatException or ArgumentException or IndexOutOfRangeException)
        {
            throw new OnnxException($"{node.Words} cannot be run: {wrong.Message.Split('\n')[0]}; check the graph with another runtime", wrong);
        }
    }

    // What no later operator reads need not be kept.
    private static string[][] LastUses(OnnxGraph graph)
    {
        var last = new Dictionary<string, int>();
        foreach (var (i, node) in graph.Nodes.Index())
        {
            foreach (var name in node.Inputs.Concat(node.Outputs.Take(1)).Where(name => name.Length > 0 && !graph.Constants.ContainsKey(name)))
            {
                last[name] = i;
            }
        }

        foreach (var kept in graph.Outputs.Concat(graph.Inputs))
        {
            last.Remove(kept.Name);
        }

        var dead = last.ToLookup(use => use.Value, use => use.Key);
        return [.. Enumerable.Range(0, graph.Nodes.Count).Select(i => dead[i].ToArray())];
    }

    private static Tensor Values(SafetensorsTensor tensor) => tensor.Type == SafetensorsType.I64 ? tensor.ToTensor() : tensor.ToTensor().to(ScalarType.Float32);
}
