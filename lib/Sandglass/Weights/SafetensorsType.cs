namespace Sandglass.Weights;

/// <summary>The element types of the format that fill whole bytes, under the format's own names.</summary>
public enum SafetensorsType
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
