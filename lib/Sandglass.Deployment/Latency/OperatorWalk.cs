using Sandglass.Deployment.Counting;
using Sandglass.Deployment.Onnx;
using Sandglass.Deployment.Shapes;

namespace Sandglass.Deployment.Latency;

/// <summary>Finds what a runtime runs of a graph.</summary>
internal sealed class OperatorWalk
{
    private const int FloatBytes = 4;

    // What moves nothing, or is done with what comes after it.
    private static readonly HashSet<string> Free = ["Constant", "DequantizeLinear", "Dropout", "Flatten", "Identity", "Reshape", "Shape", "Squeeze", "Unsqueeze"];
    private static readonly HashSet<string> Activations = ["Clip", "Relu"];

    private readonly OnnxGraph _graph;
    private readonly int _batch;
    private readonly GraphShapes _shapes;
    private readonly Dictionary<string, OnnxNode> _makers;
    private readonly IReadOnlyDictionary<string, int> _readers;
    private readonly ILookup<string, long> _products;
    private readonly Dictionary<string, Work> _doneBy = []; // by value

    internal OperatorWalk(OnnxGraph graph, int batch)
    {
        (_graph, _batch, _shapes) = (graph, batch, GraphShapes.Of(graph));
        (_makers, _readers) = (graph.Nodes.ToDictionary(node => node.Output), graph.Readers());
        _products = OnnxCounter.Count(graph).Layers.ToLookup(layer => layer.Name, layer => layer.MultiplyAdds);
    }

    internal IReadOnlyList<OperatorWork> Run()
    {
        var all = new List<Work>();
        foreach (var node in _graph.Nodes)
        {
            if (Free.Contains(node.Operator))
            {
                continue;
            }

            if (Joined(node) is { } before)
            {
                before.Names.AddRange([node.Label, node.Output]);
                before.Activated += Activations.Contains(node.Operator) && !before.IsInteger ? Bytes(node.Output, 1) : 0;
                before.Bytes += node.Operator == "Add" ? Bytes(node.Inputs[0], FloatBytes) : 0; // the other side of the sum is read
                _doneBy[node.Output] = before;
                continue;
            }

            var work = _doneBy[node.Output] = WorkOf(node);
            all.Add(work);
        }

        return [.. all.Select(work => new OperatorWork(work.Names[0], [.. work.Names.Distinct()], work.Kind, work.Products, work.Bytes, work.IsInteger, work.Activated))];
    }

    // The operator that does a node's work with its own; null where the node is run by itself.
    private Work? Joined(OnnxNode node) => node.Operator switch
    {
        "QuantizeLinear" => _doneBy.GetValueOrDefault(node.Inputs[0]) is { IsInteger: true } maker ? maker : null,
        "Add" => IsInteger(node) ? null : node.Inputs.Where(IsLinear).Select(input => _doneBy[input]).FirstOrDefault(),
        var name when Activations.Contains(name) && _readers[node.Inputs[0]] == 1 => _doneBy.GetValueOrDefault(node.Inputs[0]),
        _ => null,
    };

    // Whether a value comes from a convolution as it is, and goes nowhere else.
    private bool IsLinear(string value) => _makers.TryGetValue(value, out var maker) && maker.Operator == "Conv" && _readers[value] == 1;

    private bool IsInteger(OnnxNode node) => node.Operator != "QuantizeLinear" && _makers.TryGetValue(node.Inputs[0], out var maker) && maker.Operator == "DequantizeLinear";

    private Work WorkOf(OnnxNode node)
    {
        var isInteger = IsInteger(node);
        var bytes = node.Operator == "QuantizeLinear" ? Bytes(node.Inputs[0], FloatBytes) + Bytes(node.Output, 1)
            : node.Inputs.Where(input => input.Length > 0).Append(node.Output).Sum(value => Bytes(value, isInteger ? 1 : FloatBytes));
        var kind = ArithmeticKinds.Of(node, _shapes);
        return new Work([node.Label, node.Output], kind, kind is null ? 0 : _batch * (double)_products[node.Label].Sum(), isInteger) { Bytes = bytes };
    }

    private double Bytes(string value, int each) => (double)each * (IsConstant(value) ? 1 : _batch) * Rearrangement.Elements(_shapes[value]);

    // Weights on steps are scaled by an operator of the graph.
    private bool IsConstant(string value) =>
        _graph.Constants.ContainsKey(value) || (_makers.TryGetValue(value, out var maker) && maker.Operator == "DequantizeLinear" && _graph.Constants.ContainsKey(maker.Inputs[0]));

    private sealed class Work(List<string> names, ArithmeticKind? kind, double products, bool isInteger)
    {
        internal List<string> Names => names;
        internal ArithmeticKind? Kind => kind;
        internal double Products => products;
        internal bool IsInteger => isInteger;
        internal double Bytes { get; set; }
        internal double Activated { get; set; }
    }
}
