using System.Runtime.InteropServices;
using System.Text;
using Sandglass.Weights;

namespace Sandglass.Deployment.Onnx;

/// <summary>Makes a graph of a file's messages; nothing that they say is believed before it is checked.</summary>
internal static class OnnxReading
{
    private const int MostNodes = 100_000;
    private const int MostDimensions = 8;
    private const int OldestOperators = 7;

    /// <exception cref="FormatException">The messages do not make a graph.</exception>
    internal static OnnxGraph Graph(ModelMessage model)
    {
        Damage.Unless(model.Graph is not null, "it holds no graph");
        var graph = model.Graph!;
        Damage.Unless(graph.Nodes.Count <= MostNodes, $"it has {graph.Nodes.Count} operators, more than {MostNodes}");
        Damage.Unless(graph.Constants.Count <= MostNodes, $"it has {graph.Constants.Count} constants, more than {MostNodes}");
        Damage.Unless(graph.SparseConstants.Count == 0, "it has sparse constants, which are not read");
        var operators = model.OperatorSets.FirstOrDefault(set => IsStandard(set.Domain))?.Version ?? 0;
        Damage.Unless(operators is >= OldestOperators and <= int.MaxValue, $"its operators are of set {operators}, and sets from {OldestOperators} on are read");
        var constants = new Dictionary<string, SafetensorsTensor>();
        foreach (var message in graph.Constants)
        {
            var tensor = Tensor(message, Named(message.Name, "a constant"));
            Damage.Unless(constants.TryAdd(tensor.Name, tensor), $"the constant {Quoted.Name(tensor.Name)} stands in it twice");
        }

        OnnxValue[] outputs = [.. graph.Outputs.Select(Value)];
        var nodes = graph.Nodes.Select(Node).Where(node => !IsConstant(node, constants, outputs)).ToArray();

        return Connected(new OnnxGraph
        {
            Name = graph.Name ?? "",
            OperatorSet = (int)operators,
            // Before IR version 4 constants stood among the inputs too.
            Inputs = [.. graph.Inputs.Select(Value).Where(input => !constants.ContainsKey(input.Name))],
            Outputs = outputs,
            Nodes = nodes,
            Constants = constants,
            Metadata = model.Metadata.DistinctBy(entry => entry.Key).ToDictionary(entry => entry.Key ?? "", entry => entry.Value ?? ""),
        });
    }

    // Exporters write a constant as an operator too, and one that two operators share as a copy.
    private static bool IsConstant(OnnxNode node, Dictionary<string, SafetensorsTensor> constants, OnnxValue[] outputs)
    {
        var value = node.Operator == "Constant" ? node.Get<SafetensorsTensor?>("value", null)
            : node is { Operator: "Identity", Inputs: [var copied] } ? constants.GetValueOrDefault(copied)
            : null;
        return value is not null && outputs.All(output => output.Name != node.Output) && constants.TryAdd(node.Output, value with { Name = node.Output });
    }

    // Every value is made once, before it is used: the format asks for that order.
    private static OnnxGraph Connected(OnnxGraph graph)
    {
        var made = graph.Inputs.Select(input => input.Name).Concat(graph.Constants.Keys).ToHashSet();
        foreach (var node in graph.Nodes)
        {
            foreach (var input in node.Inputs)
            {
                Damage.Unless(input.Length == 0 || made.Contains(input), $"{node.Words} uses {Quoted.Name(input)}, which nothing before it makes");
            }

            foreach (var output in node.Outputs)
            {
                Damage.Unless(output.Length == 0 || made.Add(output), $"{Quoted.Name(output)} is made twice");
            }
        }

        foreach (var output in graph.Outputs)
        {
            Damage.Unless(made.Contains(output.Name), $"nothing makes the output {Quoted.Name(output.Name)}");
        }

        return graph;
    }

    private static OnnxNode Node(NodeMessage node)
    {
        var name = node.Operator ?? "";
        Damage.Unless(name.Length > 0, "an operator has no type");
        Damage.Unless(node.Outputs.Count > 0, $"an operator {Quoted.Name(name)} makes nothing");
        var attributes = new Dictionary<string, object>();
        foreach (var attribute in node.Attributes)
        {
            attributes[Named(attribute.Name, "an attribute")] = Attribute(attribute, name);
        }

        return new OnnxNode(IsStandard(node.Domain) ? name : $"{node.Domain}::{name}", node.Name ?? "", node.Inputs, node.Outputs) { Attributes = attributes };
    }

    private static object Attribute(AttributeMessage attribute, string node) => attribute.Type switch
    {
        AttributeType.Real => attribute.Real,
        AttributeType.Integer => attribute.Integer,
        AttributeType.Text => Encoding.UTF8.GetString(attribute.Text ?? []),
        AttributeType.Tensor => Tensor(attribute.Tensor ?? new TensorMessage(), attribute.Name!),
        AttributeType.Reals => attribute.Reals ?? [],
        AttributeType.Integers => attribute.Integers ?? [],
        _ => throw new FormatException($"{Quoted.Name(attribute.Name!)} of an operator {Quoted.Name(node)} is of type {(int)attribute.Type}, which is not read"),
    };

    private static OnnxValue Value(ValueMessage value)
    {
        var name = Named(value.Name, "an input or output");
        var tensor = value.Type?.Tensor ?? throw new FormatException($"{Quoted.Name(name)} is not a tensor");
        var shape = tensor.Shape?.Dimensions ?? [];
        Damage.Unless(shape.Count <= MostDimensions, $"{Quoted.Name(name)} has {shape.Count} dimensions, more than {MostDimensions}");
        return new OnnxValue(name, OnnxTypes.Of(tensor.Element, name), [.. shape.Select(size => size.Value > 0 && string.IsNullOrEmpty(size.Parameter) ? size.Value : (long?)null)]);
    }

    private static SafetensorsTensor Tensor(TensorMessage message, string name)
    {
        var (type, shape) = (OnnxTypes.Of(message.Type, name), message.Shape ?? []);
        Damage.Unless(message.Location == 0, $"{Quoted.Name(name)} lies in another file, which is not read");
        Damage.Unless(shape.Length <= MostDimensions, $"{Quoted.Name(name)} has {shape.Length} dimensions, more than {MostDimensions}");
        var count = 1L;
        foreach (var size in shape)
        {
            Damage.Unless(size is >= 0 and <= int.MaxValue, $"{Quoted.Name(name)} has a size of {size}");
            count *= size;
            Damage.Unless(count <= Array.MaxLength, $"{Quoted.Name(name)} has more numbers than can be read");
        }

        var data = Bytes(message, type);
        Damage.Unless(data.Length == count * type.Size(), $"{Quoted.Name(name)} has {data.Length} bytes, and its shape asks for {count * type.Size()}");
        return new SafetensorsTensor(name, type, shape, data);
    }

    // Numbers lie as bytes, or one by one in the field of a wider type.
    private static byte[] Bytes(TensorMessage message, SafetensorsType type) => message.Raw ?? type switch
    {
        SafetensorsType.F32 => MemoryMarshal.AsBytes<float>(message.Singles).ToArray(),
        SafetensorsType.F64 => MemoryMarshal.AsBytes<double>(message.Doubles).ToArray(),
        SafetensorsType.I64 => MemoryMarshal.AsBytes<long>(message.Longs).ToArray(),
        SafetensorsType.I32 => MemoryMarshal.AsBytes<int>(message.Integers).ToArray(),
        SafetensorsType.U8 or SafetensorsType.I8 or SafetensorsType.BOOL => Array.ConvertAll(message.Integers ?? [], value => unchecked((byte)value)),
        SafetensorsType.F16 or SafetensorsType.BF16 or SafetensorsType.I16 or SafetensorsType.U16 =>
            MemoryMarshal.AsBytes<ushort>(Array.ConvertAll(message.Integers ?? [], value => unchecked((ushort)value))).ToArray(),
        _ => [],
    };

    private static string Named(string? name, string what)
    {
        Damage.Unless(!string.IsNullOrEmpty(name), $"{what} has no name");
        Damage.UnlessName(name!, what);
        return name!;
    }

    private static bool IsStandard(string? domain) => domain is null or "" or "ai.onnx";
}
