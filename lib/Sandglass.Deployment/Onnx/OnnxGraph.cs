using Sandglass.Weights;

namespace Sandglass.Deployment.Onnx;

/// <summary>A network as ONNX describes it: operators that make values from values. What a file holds, read and checked.</summary>
internal sealed record OnnxGraph
{
    /// <summary>Name of the network.</summary>
    public required string Name { get; init; }

    /// <summary>Version of the standard operators.</summary>
    public required int OperatorSet { get; init; }

    /// <summary>What it is given.</summary>
    public required IReadOnlyList<OnnxValue> Inputs { get; init; }

    /// <summary>What it answers.</summary>
    public required IReadOnlyList<OnnxValue> Outputs { get; init; }

    /// <summary>Operators in an order in which they can run.</summary>
    public required IReadOnlyList<OnnxNode> Nodes { get; init; }

    /// <summary>Weights and other constants by name.</summary>
    public required IReadOnlyDictionary<string, SafetensorsTensor> Constants { get; init; }

    /// <summary>What the file says about itself.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>By value: how many inputs of operators and outputs of the graph it is.</summary>
    internal IReadOnlyDictionary<string, int> Readers() =>
        Nodes.SelectMany(node => node.Inputs).Concat(Outputs.Select(output => output.Name)).CountBy(name => name).ToDictionary();

    /// <summary>The same with the sides of its images fixed, where the graph leaves them free.</summary>
    /// <param name="resolution">The side, pixels; null leaves them free.</param>
    internal OnnxGraph Sized(int? resolution) => this with
    {
        Inputs = [.. Inputs.Select(input => input with { Shape = [.. input.Shape.Select((size, axis) => axis < 2 ? size : size ?? resolution)] })],
    };

    /// <summary>The same with other operators, and of the constants those that they read.</summary>
    internal OnnxGraph Rebuilt(IReadOnlyList<OnnxNode> nodes, IReadOnlyDictionary<string, SafetensorsTensor> constants)
    {
        var used = nodes.SelectMany(node => node.Inputs).ToHashSet();
        return this with { Nodes = nodes, Constants = constants.Where(constant => used.Contains(constant.Key)).ToDictionary() };
    }
}

/// <summary>An input or output of a graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Type of an element.</param>
/// <param name="Shape">Sizes; null where one is not fixed, such as that of the batch.</param>
internal sealed record OnnxValue(string Name, SafetensorsType Type, IReadOnlyList<long?> Shape);

/// <summary>An operator at its place in a graph.</summary>
/// <param name="Operator">The standard's name, such as <c>Conv</c>; another domain's is written <c>domain::name</c>.</param>
/// <param name="Name">Name in the graph; it may be empty.</param>
/// <param name="Inputs">Names of what it is given; empty where something optional is left out.</param>
/// <param name="Outputs">Names of what it makes.</param>
internal sealed record OnnxNode(string Operator, string Name, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs)
{
    /// <summary>Its attributes: a <see cref="long"/>, <see cref="float"/>, <see cref="string"/>, an array of the first two, or a <see cref="SafetensorsTensor"/>.</summary>
    public IReadOnlyDictionary<string, object> Attributes { get; init; } = new Dictionary<string, object>();

    /// <summary>Its first output.</summary>
    public string Output => Outputs[0];

    /// <summary>Its name, or that of what it makes where it has none.</summary>
    public string Label => Name.Length > 0 ? Name : Output;

    /// <summary>What an error calls it.</summary>
    public string Words => $"{Quoted.Name(Operator)} {Quoted.Name(Label)}";

    /// <summary>An attribute, or what the standard says where it is not written.</summary>
    /// <exception cref="FormatException">It is of another type.</exception>
    public T Get<T>(string attribute, T otherwise) => !Attributes.TryGetValue(attribute, out var value) ? otherwise
        : value is T typed ? typed
        : throw new FormatException($"{attribute} of {Words} is not of type {typeof(T).Name}");
}
