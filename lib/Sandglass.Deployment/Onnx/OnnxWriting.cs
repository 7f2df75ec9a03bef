using System.Text;
using Sandglass.Weights;

namespace Sandglass.Deployment.Onnx;

/// <summary>Makes a file's messages of a graph.</summary>
internal static class OnnxWriting
{
    internal static ModelMessage Model(OnnxGraph graph, int irVersion)
    {
        var model = new ModelMessage
        {
            IrVersion = irVersion,
            ProducerName = "Sandglass workbench",
            ProducerVersion = typeof(OnnxWriting).Assembly.GetName().Version!.ToString(3),
            Graph = new GraphMessage { Name = graph.Name },
        };
        model.OperatorSets.Add(new OperatorSetMessage { Domain = "", Version = graph.OperatorSet });
        model.Metadata.AddRange(graph.Metadata.Select(entry => new EntryMessage { Key = entry.Key, Value = entry.Value }));
        model.Graph.Inputs.AddRange(graph.Inputs.Select(Value));
        model.Graph.Outputs.AddRange(graph.Outputs.Select(Value));
        model.Graph.Constants.AddRange(graph.Constants.Values.Select(Tensor));
        model.Graph.Nodes.AddRange(graph.Nodes.Select(Node));
        return model;
    }

    private static NodeMessage Node(OnnxNode node)
    {
        var message = new NodeMessage { Operator = node.Operator, Name = node.Name };
        message.Inputs.AddRange(node.Inputs);
        message.Outputs.AddRange(node.Outputs);
        message.Attributes.AddRange(node.Attributes.Select(attribute => Attribute(attribute.Key, attribute.Value)));
        return message;
    }

    private static AttributeMessage Attribute(string name, object value) => value switch
    {
        long integer => new() { Name = name, Type = AttributeType.Integer, Integer = integer },
        float real => new() { Name = name, Type = AttributeType.Real, Real = real },
        string text => new() { Name = name, Type = AttributeType.Text, Text = Encoding.UTF8.GetBytes(text) },
        long[] integers => new() { Name = name, Type = AttributeType.Integers, Integers = integers },
        float[] reals => new() { Name = name, Type = AttributeType.Reals, Reals = reals },
        SafetensorsTensor tensor => new() { Name = name, Type = AttributeType.Tensor, Tensor = Tensor(tensor) },
        _ => throw new ArgumentException($"{name} is a {value.GetType().Name}", nameof(value)),
    };

    /// <summary>A tensor on its own, as the format's test data hold them.</summary>
    internal static TensorMessage Tensor(SafetensorsTensor tensor) => new()
    {
        Name = tensor.Name,
        Type = OnnxTypes.NumberOf(tensor.Type),
        Shape = [.. tensor.Shape],
        Raw = tensor.Data.ToArray(),
    };

    private static ValueMessage Value(OnnxValue value)
    {
        var shape = new ShapeMessage();
        shape.Dimensions.AddRange(value.Shape.Select((size, i) => size is { } known ? new DimensionMessage { Value = known } : new DimensionMessage { Parameter = i == 0 ? "N" : $"d{i}" }));
        return new ValueMessage { Name = value.Name, Type = new TypeMessage { Tensor = new TensorTypeMessage { Element = OnnxTypes.NumberOf(value.Type), Shape = shape } } };
    }
}
