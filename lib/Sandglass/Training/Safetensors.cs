using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using static TorchSharp.torch;

namespace Sandglass.Training;

/// <summary>
/// Tensors in a file of the safetensors format: 8 bytes of header length, a JSON header, the tensors' bytes. Names are
/// sorted, so that equal tensors give equal files.
/// </summary>
public static class Safetensors
{
    private const int Alignment = 8;

    /// <summary>Writes 32-bit float and 64-bit integer tensors, in plain [N, C, H, W] order whatever their strides.</summary>
    /// <param name="path">The file; it must not exist.</param>
    /// <param name="tensors">Tensors by name.</param>
    /// <exception cref="WorkbenchException">A tensor has another type.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors)
    {
        var names = tensors.Keys.Order(StringComparer.Ordinal).ToArray();
        var header = Header(names, tensors);
        using var file = new FileStream(path, FileMode.CreateNew);
        file.Write(header);
        foreach (var name in names)
        {
            WriteData(file, tensors[name]);
        }

        file.Flush(flushToDisk: true);
    }

    private static byte[] Header(string[] names, IReadOnlyDictionary<string, Tensor> tensors)
    {
        var offset = 0L;
        var entries = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var (type, size) = TypeOf(name, tensors[name]);
            var end = offset + (tensors[name].numel() * size);
            entries[name] = new { dtype = type, shape = tensors[name].shape, data_offsets = new[] { offset, end } };
            offset = end;
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(entries);
        var padded = (json.Length + Alignment - 1) / Alignment * Alignment;
        var header = new byte[8 + padded];
        BinaryPrimitives.WriteInt64LittleEndian(header, padded);
        json.CopyTo(header, 8);
        header.AsSpan(8 + json.Length).Fill((byte)' ');
        return header;
    }

    private static void WriteData(FileStream file, Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var plain = tensor.detach().cpu().contiguous();
        file.Write(plain.dtype == ScalarType.Float32
            ? MemoryMarshal.AsBytes<float>(plain.data<float>().ToArray())
            : MemoryMarshal.AsBytes<long>(plain.data<long>().ToArray()));
    }

    private static (string Type, int Size) TypeOf(string name, Tensor tensor) => tensor.dtype switch
    {
        ScalarType.Float32 => ("F32", 4),
        ScalarType.Int64 => ("I64", 8),
        _ => throw new WorkbenchException($"tensor {name} cannot be saved: {tensor.dtype} is not supported, use Float32 or Int64"),
    };
}
