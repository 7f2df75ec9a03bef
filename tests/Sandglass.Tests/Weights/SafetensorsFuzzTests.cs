using CsCheck;
using Sandglass.Weights;

namespace Sandglass.Tests.Weights;

/// <summary>Whatever the bytes are, they are read, or refused with the one typed error.</summary>
public class SafetensorsFuzzTests
{
    private const int Cases = 20_000;

    private static readonly byte[] Good = HeaderBytes.File(
        """{"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"b":{"dtype":"I64","shape":[],"data_offsets":[8,16]}}  """,
        dataBytes: 16);

    private static readonly Gen<string> Number = OneOf(
        "0", "1", "2", "4", "8", "16", "-1", "-0", "1e2", "2.0", "00", "9223372036854775807", "9223372036854775808", "4611686018427387904", "null", "[]");

    private static readonly Gen<string> List = Number.Array[0, 4].Select(numbers => $"[{string.Join(",", numbers)}]");

    private static readonly Gen<string> Value = Gen.OneOf(
        List, Number, OneOf("\"F32\"", "\"U8\"", "\"I64\"", "\"BF16\"", "\"X\"", "{}", "true", "\"\\ud800\"", "\"\\u0000\""));

    private static readonly Gen<string> Field =
        Gen.Select(OneOf("dtype", "shape", "data_offsets", "__metadata__", ""), Value, (name, value) => $"\"{name}\":{value}");

    private static readonly Gen<string> Likely = Gen.Select(
        OneOf("F32", "U8", "F16"), List, List, (type, shape, offsets) => $"\"dtype\":\"{type}\",\"shape\":{shape},\"data_offsets\":{offsets}");

    private static readonly Gen<string> Header = Gen.Select(
            OneOf("a", "b", "__metadata__", "\\ud800", ""),
            Gen.OneOf(Likely, Field.Array[0, 4].Select(fields => string.Join(",", fields))),
            (name, body) => $"\"{name}\":{{{body}}}")
        .Array[0, 3].Select(entries => $"{{{string.Join(",", entries)}}}");

    [Fact]
    public void Headers_that_look_right() =>
        Gen.Select(Header, Gen.Int[0, 32]).Sample((header, bytes) => Holds(HeaderBytes.File(header, bytes)), iter: Cases);

    [Fact]
    public void A_good_file_with_bytes_changed_moved_and_cut() =>
        Gen.Select(Gen.Int[0, Good.Length - 1], Gen.Byte, Gen.Int[0, Good.Length], Gen.Int[0, 3]).Array[1, 4].Sample(
            edits => Holds(edits.Aggregate(Good, Edited)), iter: Cases);

    [Fact]
    public void Any_bytes_under_a_true_length() =>
        Gen.Byte.Array[0, 64].Sample(header => Holds(HeaderBytes.File([(byte)'{', .. header], 8)), iter: Cases);

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static byte[] Edited(byte[] file, (int At, byte Value, int Cut, int Kind) edit)
    {
        var at = Math.Min(edit.At, file.Length);
        return edit.Kind switch
        {
            0 => [.. file[..at], edit.Value, .. file[Math.Min(at + 1, file.Length)..]],
            1 => [.. file[..at], edit.Value, .. file[at..]],
            2 => [.. file[..at], .. file[Math.Min(at + 1, file.Length)..]],
            _ => file[..Math.Min(edit.Cut, file.Length)],
        };
    }

    private static bool Holds(byte[] bytes)
    {
        try
        {
            var file = SafetensorsFile.Parse(bytes, "x");
            return file.Tensors.Values.All(t => t.Data.Length == t.Count * (t.Type switch
            {
                SafetensorsType.F32 or SafetensorsType.U32 or SafetensorsType.I32 => 4,
                SafetensorsType.F64 or SafetensorsType.U64 or SafetensorsType.I64 => 8,
                SafetensorsType.F16 or SafetensorsType.BF16 or SafetensorsType.U16 or SafetensorsType.I16 => 2,
                _ => 1,
            }) && t.Count == t.Shape.Aggregate(1L, (product, size) => product * size));
        }
        catch (WeightFileException refused)
        {
            return !refused.Message.Contains('\n', StringComparison.Ordinal);
        }
    }
}
