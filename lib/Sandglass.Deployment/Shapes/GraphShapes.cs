using Sandglass.Deployment.Onnx;

namespace Sandglass.Deployment.Shapes;

/// <summary>
/// The shape of every value of a graph for a batch of one, found by walking its operators. Whole numbers that the graph
/// computes from shapes, as exporters write them for a flattening, are followed too.
/// </summary>
internal sealed class GraphShapes
{
    private const long MostElements = 1L << 40;

    private readonly OnnxGraph _graph;
    private readonly Dictionary<string, long[]> _shapes = [];
    private readonly Dictionary<string, long[]> _numbers = [];

    private GraphShapes(OnnxGraph graph) => _graph = graph;

    /// <summary>The shape of a value.</summary>
    /// <param name="value">Its name.</param>
    internal IReadOnlyList<long> this[string value] => _shapes[value];

    /// <summary>Whether a value has a shape: of an operator's outputs beyond the first, some have none here.</summary>
    internal bool Knows(string value) => _shapes.ContainsKey(value);

    /// <summary>Walks a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="resolution">Side of the input where the graph leaves it free, pixels.</param>
    /// <exception cref="WorkbenchException">The input's size is not known, an operator is not, or shapes do not fit.</exception>
    public static GraphShapes Of(OnnxGraph graph, int? resolution = null)
    {
        var shapes = new GraphShapes(graph);
        foreach (var input in graph.Inputs)
        {
            shapes._shapes[input.Name] = shapes.Fixed(input, resolution);
        }

        foreach (var (name, tensor) in graph.Constants)
        {
            shapes.Know(name, tensor);
        }

        foreach (var node in graph.Nodes)
        {
            shapes.Walk(node);
        }

        return shapes;
    }

    /// <summary>Sizes of a node's input.</summary>
    /// <exception cref="FormatException">The node has no such input.</exception>
    internal long[] Input(OnnxNode node, int index) => HasInput(node, index)
        ? _shapes[node.Inputs[index]]
        : throw new FormatException($"{node.Words} has no input {index + 1}");

    /// <summary>Whether an input is there.</summary>
    internal static bool HasInput(OnnxNode node, int index) => node.Inputs.Count > index && node.Inputs[index].Length > 0;

    /// <summary>Whole numbers of a node's input; null where the input is left out.</summary>
    /// <exception cref="FormatException">They are not known before the graph runs.</exception>
    internal long[]? Numbers(OnnxNode node, int index) => !HasInput(node, index) ? null
        : _numbers.TryGetValue(node.Inputs[index], out var numbers) ? numbers
        : throw new FormatException($"{node.Words} takes numbers that are known only when it runs");

    /// <summary>The same where they are known; else null.</summary>
    internal long[]? KnownNumbers(OnnxNode node, int index) => HasInput(node, index) ? _numbers.GetValueOrDefault(node.Inputs[index]) : null;

    /// <summary>Version of the operators.</summary>
    internal int OperatorSet => _graph.OperatorSet;

    /// <summary>Whether a value is a constant.</summary>
    internal bool IsConstant(string value) => _graph.Constants.ContainsKey(value) || _numbers.ContainsKey(value);

    private void Walk(OnnxNode node)
    {
        try
        {
            var made = OperatorShapes.Of(node, this);
            for (var i = 0; i < Math.Min(made.Count, node.Outputs.Count); i++)
            {
                var (shape, numbers) = made[i];
                Damage.Unless(IsPossible(shape), $"{node.Words} would make [{string.Join(", ", shape)}]");
                _shapes[node.Outputs[i]] = shape;
                if (numbers is not null)
                {
                    _numbers[node.Outputs[i]] = numbers;
                }
            }
        }
        catch (Exception wrong) when (wrong is FormatException or IndexOutOfRangeException or ArgumentException or OverflowException or KeyNotFoundException or DivideByZeroException)
        {
            throw new OnnxException($"the shapes of {Quoted.Name(_graph.Name)} do not fit: {(wrong is FormatException ? wrong.Message : $"{node.Words} has inputs or attributes that do not go together")}; export it again", wrong);
        }
    }

    private void Know(string name, Weights.SafetensorsTensor tensor)
    {
        _shapes[name] = [.. tensor.Shape];
        if (tensor.Type == Weights.SafetensorsType.I64)
        {
            _numbers[name] = tensor.ToIntegers();
        }
    }

    // The batch is one; of [N, C, H, W] the last two may be given.
    private long[] Fixed(OnnxValue input, int? resolution)
    {
        var shape = new long[input.Shape.Count];
        for (var i = 0; i < shape.Length; i++)
        {
            shape[i] = i == 0 ? 1 : input.Shape[i] ?? (shape.Length == 4 && i >= 2 && resolution is { } side ? side : throw new WorkbenchException(
                $"the input {Quoted.Name(input.Name)} of {Quoted.Name(_graph.Name)} has no fixed size; give --resolution"));
        }

        return IsPossible(shape) ? shape : throw new OnnxException(
            $"the input {Quoted.Name(input.Name)} of {Quoted.Name(_graph.Name)} would be [{string.Join(", ", shape)}], which is too large; export it again");
    }

    private static bool IsPossible(long[] shape) =>
        shape.All(size => size is >= 0 and <= int.MaxValue) && shape.Aggregate(1.0, (product, size) => product * size) <= MostElements;
}
