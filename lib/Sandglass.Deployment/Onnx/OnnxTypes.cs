using Sandglass.Weights;

namespace Sandglass.Deployment.Onnx;

/// <summary>The format's numbers of element types.</summary>
internal static class OnnxTypes
{
    private static readonly (int Number, SafetensorsType Type)[] Known =
    [
        (1, SafetensorsType.F32), (2, SafetensorsType.U8), (3, SafetensorsType.I8), (4, SafetensorsType.U16), (5, SafetensorsType.I16),
        (6, SafetensorsType.I32), (7, SafetensorsType.I64), (9, SafetensorsType.BOOL), (10, SafetensorsType.F16), (11, SafetensorsType.F64),
        (12, SafetensorsType.U32), (13, SafetensorsType.U64), (16, SafetensorsType.BF16),
    ];

    /// <exception cref="FormatException">The number is of no type that is read.</exception>
    internal static SafetensorsType Of(int number, string name) => Known.Where(known => known.Number == number).Select(known => (SafetensorsType?)known.Type).SingleOrDefault()
        ?? throw new FormatException($"{Quoted.Name(name)} has elements of type {number}, which is not read");

    internal static int NumberOf(SafetensorsType type) => Known.Single(known => known.Type == type).Number;
}
