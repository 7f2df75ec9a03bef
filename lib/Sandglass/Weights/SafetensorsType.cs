using static TorchSharp.torch;

namespace Sandglass.Weights;

/// <summary>The element types of the format that fill whole bytes, under the format's own names.</summary>
internal enum SafetensorsType
{
    /// <summary>A truth value in a byte.</summary>
    BOOL,

    /// <summary>8-bit integer without sign.</summary>
    U8,

    /// <summary>8-bit integer.</summary>
    I8,

    /// <summary>16-bit integer without sign.</summary>
    U16,

    /// <summary>16-bit integer.</summary>
    I16,

    /// <summary>IEEE half precision.</summary>
    F16,

    /// <summary>The upper half of a single-precision number.</summary>
    BF16,

    /// <summary>32-bit integer without sign.</summary>
    U32,

    /// <summary>32-bit integer.</summary>
    I32,

    /// <summary>Single precision.</summary>
    F32,

    /// <summary>64-bit integer without sign.</summary>
    U64,

    /// <summary>64-bit integer.</summary>
    I64,

    /// <summary>Double precision.</summary>
    F64,
}

/// <summary>The format's element types, their sizes and libtorch's types.</summary>
internal static class ElementTypes
{
    private static readonly Dictionary<string, SafetensorsType> Names =
        Enum.GetValues<SafetensorsType>().ToDictionary(type => type.ToString());

    internal static SafetensorsType? Named(string name) => Names.TryGetValue(name, out var type) ? type : null;

    internal static int Size(this SafetensorsType type) => type switch
    {
        SafetensorsType.BOOL or SafetensorsType.U8 or SafetensorsType.I8 => 1,
        SafetensorsType.U16 or SafetensorsType.I16 or SafetensorsType.F16 or SafetensorsType.BF16 => 2,
        SafetensorsType.U32 or SafetensorsType.I32 or SafetensorsType.F32 => 4,
        _ => 8,
    };

    internal static bool IsFloat(this SafetensorsType type) =>
        type is SafetensorsType.F16 or SafetensorsType.BF16 or SafetensorsType.F32 or SafetensorsType.F64;

    /// <summary>Null where libtorch has no such type.</summary>
    internal static ScalarType? OfTorch(SafetensorsType type) => type switch
    {
        SafetensorsType.BOOL => ScalarType.Bool,
        SafetensorsType.U8 => ScalarType.Byte,
        SafetensorsType.I8 => ScalarType.Int8,
        SafetensorsType.I16 => ScalarType.Int16,
        SafetensorsType.F16 => ScalarType.Float16,
        SafetensorsType.BF16 => ScalarType.BFloat16,
        SafetensorsType.I32 => ScalarType.Int32,
        SafetensorsType.F32 => ScalarType.Float32,
        SafetensorsType.I64 => ScalarType.Int64,
        SafetensorsType.F64 => ScalarType.Float64,
        _ => null,
    };

    /// <summary>Null where the format has no such type.</summary>
    internal static SafetensorsType? OfFormat(ScalarType type) => type switch
    {
        ScalarType.Bool => SafetensorsType.BOOL,
        ScalarType.Byte => SafetensorsType.U8,
        ScalarType.Int8 => SafetensorsType.I8,
        ScalarType.Int16 => SafetensorsType.I16,
        ScalarType.Float16 => SafetensorsType.F16,
        ScalarType.BFloat16 => SafetensorsType.BF16,
        ScalarType.Int32 => SafetensorsType.I32,
        ScalarType.Float32 => SafetensorsType.F32,
        ScalarType.Int64 => SafetensorsType.I64,
        ScalarType.Float64 => SafetensorsType.F64,
        _ => null,
    };
}
