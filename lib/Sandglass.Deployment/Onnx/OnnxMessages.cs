using ProtoBuf;

namespace Sandglass.Deployment.Onnx;

// The messages of the ONNX format that this library uses, with the numbers of its fields (onnx.proto, IR version 8). Fields
// that are not named here are passed over when a file is read.

[ProtoContract]
internal sealed class ModelMessage
{
    [ProtoMember(1)]
    public long IrVersion { get; set; }

    [ProtoMember(2)]
    public string? ProducerName { get; set; }

    [ProtoMember(3)]
    public string? ProducerVersion { get; set; }

    [ProtoMember(7)]
    public GraphMessage? Graph { get; set; }

    [ProtoMember(8)]
    public List<OperatorSetMessage> OperatorSets { get; } = [];

    [ProtoMember(14)]
    public List<EntryMessage> Metadata { get; } = [];
}

[ProtoContract]
internal sealed class OperatorSetMessage
{
    [ProtoMember(1)]
    public string? Domain { get; set; }

    [ProtoMember(2)]
    public long Version { get; set; }
}

[ProtoContract]
internal sealed class EntryMessage
{
    [ProtoMember(1)]
    public string? Key { get; set; }

    [ProtoMember(2)]
    public string? Value { get; set; }
}

[ProtoContract]
internal sealed class GraphMessage
{
    [ProtoMember(1)]
    public List<NodeMessage> Nodes { get; } = [];

    [ProtoMember(2)]
    public string? Name { get; set; }

    [ProtoMember(5)]
    public List<TensorMessage> Constants { get; } = [];

    [ProtoMember(11)]
    public List<ValueMessage> Inputs { get; } = [];

    [ProtoMember(12)]
    public List<ValueMessage> Outputs { get; } = [];

    [ProtoMember(15)]
    public List<byte[]> SparseConstants { get; } = [];
}

[ProtoContract]
internal sealed class NodeMessage
{
    [ProtoMember(1)]
    public List<string> Inputs { get; } = [];

    [ProtoMember(2)]
    public List<string> Outputs { get; } = [];

    [ProtoMember(3)]
    public string? Name { get; set; }

    [ProtoMember(4)]
    public string? Operator { get; set; }

    [ProtoMember(5)]
    public List<AttributeMessage> Attributes { get; } = [];

    [ProtoMember(7)]
    public string? Domain { get; set; }
}

[ProtoContract]
internal sealed class AttributeMessage
{
    [ProtoMember(1)]
    public string? Name { get; set; }

    [ProtoMember(2)]
    public float Real { get; set; }

    [ProtoMember(3)]
    public long Integer { get; set; }

    [ProtoMember(4)]
    public byte[]? Text { get; set; }

    [ProtoMember(5)]
    public TensorMessage? Tensor { get; set; }

    [ProtoMember(7)]
    public float[]? Reals { get; set; }

    [ProtoMember(8)]
    public long[]? Integers { get; set; }

    [ProtoMember(20)]
    public AttributeType Type { get; set; }
}

internal enum AttributeType
{
    Undefined = 0,
    Real = 1,
    Integer = 2,
    Text = 3,
    Tensor = 4,
    Reals = 6,
    Integers = 7,
}

[ProtoContract]
internal sealed class TensorMessage
{
    [ProtoMember(1, IsPacked = true)]
    public long[]? Shape { get; set; }

    [ProtoMember(2)]
    public int Type { get; set; }

    [ProtoMember(4, IsPacked = true)]
    public float[]? Singles { get; set; }

    [ProtoMember(5, IsPacked = true)]
    public int[]? Integers { get; set; }

    [ProtoMember(7, IsPacked = true)]
    public long[]? Longs { get; set; }

    [ProtoMember(8)]
    public string? Name { get; set; }

    [ProtoMember(9)]
    public byte[]? Raw { get; set; }

    [ProtoMember(10, IsPacked = true)]
    public double[]? Doubles { get; set; }

    [ProtoMember(14)]
    public int Location { get; set; }
}

[ProtoContract]
internal sealed class ValueMessage
{
    [ProtoMember(1)]
    public string? Name { get; set; }

    [ProtoMember(2)]
    public TypeMessage? Type { get; set; }
}

[ProtoContract]
internal sealed class TypeMessage
{
    [ProtoMember(1)]
    public TensorTypeMessage? Tensor { get; set; }
}

[ProtoContract]
internal sealed class TensorTypeMessage
{
    [ProtoMember(1)]
    public int Element { get; set; }

    [ProtoMember(2)]
    public ShapeMessage? Shape { get; set; }
}

[ProtoContract]
internal sealed class ShapeMessage
{
    [ProtoMember(1)]
    public List<DimensionMessage> Dimensions { get; } = [];
}

[ProtoContract]
internal sealed class DimensionMessage
{
    [ProtoMember(1)]
    public long Value { get; set; }

    [ProtoMember(2)]
    public string? Parameter { get; set; }
}
