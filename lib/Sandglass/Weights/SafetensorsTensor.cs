using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Sandglass.Weights;

/// <summary>A named tensor as the format holds it: plain bytes, little-endian, the last dimension running fastest.</summary>
/// <param name="Name">Name in the file.</param>
/// <param name="Type">Type of an element.</param>
/// <param name="Shape">Sizes; empty for a single number.</param>
/// <param name="Data">The elements.</param>
internal sealed record SafetensorsTensor(
    string Name, SafetensorsType Type, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Data)
{
    /// <summary>How many elements the tensor has.</summary>
    public long Count => Data.Length / Type.Size();

    /// <summary>A copy of a tensor, in plain [N, C, H, W] order whatever its strides or device.</summary>
    /// <exception cref="WorkbenchException">The format has no such type.</exception>
    public static SafetensorsTensor Of(string name, Tensor tensor)
    {
        var type = ElementTypes.OfFormat(tensor.dtype)
            ?? throw new WorkbenchException($"tensor {name} cannot be saved: {tensor.dtype} is not supported, use Float32 or Int64");
        using var scope = NewDisposeScope();
        var plain = tensor.detach().cpu().contiguous();
        return new SafetensorsTensor(name, type, tensor.shape, plain.bytes.ToArray());
    }

    /// <summary>Single-precision numbers.</summary>
    public static SafetensorsTensor Of(string name, ReadOnlySpan<float> values, params long[] shape) =>
        new(name, SafetensorsType.F32, shape, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>Double-precision numbers.</summary>
    public static SafetensorsTensor Of(string name, ReadOnlySpan<double> values, params long[] shape) =>
        new(name, SafetensorsType.F64, shape, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>64-bit integers.</summary>
    public static SafetensorsTensor Of(string name, ReadOnlySpan<long> values, params long[] shape) =>
        new(name, SafetensorsType.I64, shape, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>Bytes.</summary>
    public static SafetensorsTensor Of(string name, ReadOnlySpan<byte> values, params long[] shape) =>
        new(name, SafetensorsType.U8, shape, values.ToArray());

    /// <summary>The elements of a tensor of any floating type; double precision is rounded.</summary>
    /// <exception cref="WeightFileException">The tensor holds no floating numbers.</exception>
    public float[] ToSingles() => Type switch
    {
        SafetensorsType.F32 => MemoryMarshal.Cast<byte, float>(Data.Span).ToArray(),
        SafetensorsType.F64 => Array.ConvertAll(MemoryMarshal.Cast<byte, double>(Data.Span).ToArray(), value => (float)value),
        SafetensorsType.F16 => Array.ConvertAll(MemoryMarshal.Cast<byte, Half>(Data.Span).ToArray(), value => (float)value),
        SafetensorsType.BF16 => Array.ConvertAll(
            MemoryMarshal.Cast<byte, ushort>(Data.Span).ToArray(), value => BitConverter.Int32BitsToSingle(value << 16)),
        _ => throw OfAnotherType("floating numbers"),
    };

    /// <summary>The elements of a 64-bit integer tensor.</summary>
    /// <exception cref="WeightFileException">The tensor holds something else.</exception>
    public long[] ToIntegers() => Type == SafetensorsType.I64
        ? MemoryMarshal.Cast<byte, long>(Data.Span).ToArray()
        : throw OfAnotherType("64-bit integers");

    /// <summary>A new tensor on the CPU.</summary>
    /// <exception cref="WeightFileException">libtorch has no such type.</exception>
    public Tensor ToTensor()
    {
        var tensor = empty([.. Shape], ElementTypes.OfTorch(Type) ?? throw OfAnotherType("numbers of a type that libtorch has"));
        tensor.bytes = MemoryMarshal.AsMemory(Data).Span;
        return tensor;
    }

    /// <summary>Name, type and shape.</summary>
    public override string ToString() => $"{Name} {Type} [{string.Join(", ", Shape)}]";

    private WeightFileException OfAnotherType(string wanted) =>
        new($"tensor {Quoted.Name(Name)} is of type {Type}, and {wanted} are needed; convert it before saving");
}
