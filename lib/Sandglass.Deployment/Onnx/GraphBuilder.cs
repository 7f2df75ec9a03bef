using Sandglass.Weights;

namespace Sandglass.Deployment.Onnx;

/// <summary>Writes the nodes and constants of a graph down, in the order in which they run.</summary>
internal sealed class GraphBuilder
{
    private readonly List<OnnxNode> _nodes = [];
    private readonly Dictionary<string, SafetensorsTensor> _constants;

    /// <param name="constants">Constants that are there already.</param>
    internal GraphBuilder(IReadOnlyDictionary<string, SafetensorsTensor>? constants = null) => _constants = constants is null ? [] : new(constants);

    /// <summary>Adds an operator of one output.</summary>
    /// <param name="operation">The standard's name.</param>
    /// <param name="name">Name of the node.</param>
    /// <param name="output">Name of what it makes.</param>
    /// <param name="inputs">Names of what it is given.</param>
    /// <param name="attributes">Its attributes, of the types that <see cref="OnnxNode.Attributes"/> names.</param>
    /// <returns>The output.</returns>
    internal string Add(string operation, string name, string output, IReadOnlyList<string> inputs, params (string Name, object Value)[] attributes)
    {
        Add(new OnnxNode(operation, name, inputs, [output]) { Attributes = attributes.ToDictionary(attribute => attribute.Name, attribute => attribute.Value) });
        return output;
    }

    /// <summary>Adds an operator whose output bears its name.</summary>
    /// <inheritdoc cref="Add(string, string, string, IReadOnlyList{string}, ValueTuple{string, object}[])"/>
    internal string Add(string operation, string name, IReadOnlyList<string> inputs, params (string Name, object Value)[] attributes) =>
        Add(operation, name, name, inputs, attributes);

    /// <summary>Adds an operator as it is.</summary>
    internal void Add(OnnxNode node) => _nodes.Add(node);

    /// <summary>A constant under its own name.</summary>
    /// <returns>The name.</returns>
    internal string Constant(SafetensorsTensor tensor)
    {
        _constants[tensor.Name] = tensor;
        return tensor.Name;
    }

    /// <summary>Whole numbers, such as the axes of a slice; equal ones are one constant.</summary>
    internal string Integers(params long[] values) =>
        Constant(SafetensorsTensor.Of($"integers.{string.Join('_', values)}", values, values.Length));

    /// <summary>A single number.</summary>
    internal string Number(float value) => Constant(SafetensorsTensor.Of(FormattableString.Invariant($"number.{value}"), [value]));

    /// <summary>Another graph with these operators, and of the constants those that they read.</summary>
    internal OnnxGraph In(OnnxGraph graph) => graph.Rebuilt(_nodes, _constants);

    /// <summary>The graph.</summary>
    /// <param name="name">Name of the network.</param>
    /// <param name="inputs">What it is given.</param>
    /// <param name="outputs">What it answers.</param>
    internal OnnxGraph Graph(string name, IReadOnlyList<OnnxValue> inputs, IReadOnlyList<OnnxValue> outputs) => new()
    {
        Name = name,
        OperatorSet = OnnxFile.OperatorSet,
        Inputs = inputs,
        Outputs = outputs,
        Nodes = _nodes,
        Constants = _constants,
    };
}
