using System.Buffers.Binary;
using System.Text.Json;
using static TorchSharp.torch;

namespace Sandglass.Weights;

/// <summary>
/// Writes files of the safetensors format: 8 bytes of header length, a JSON header, the tensors' bytes. Names are
/// sorted, so that equal tensors give equal files. <see cref="SafetensorsFile"/> reads them.
/// </summary>
internal static class Safetensors
{
    private const int Alignment = 8;

    /// <summary>Writes tensors, in plain [N, C, H, W] order whatever their strides.</summary>
    /// <param name="path">The file; it must not exist.</param>
    /// <param name="tensors">Tensors by name.</param>
    /// <param name="metadata">What the file says about itself.</param>
    /// <exception cref="WorkbenchException">The format has no such type.</exception>
    /// <exception cref="IOException">The file is there, or cannot be written.</exception>
    public static void Write(
        string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null) =>
        Write(path, [.. tensors.Select(named => SafetensorsTensor.Of(named.Key, named.Value))], metadata);

    /// <summary>Writes tensors to a new file and through to the disk.</summary>
    /// <param name="path">The file; it must not exist.</param>
    /// <param name="tensors">Tensors, no two of one name.</param>
    /// <param name="metadata">What the file says about itself.</param>
    /// <exception cref="IOException">The file is there, or cannot be written.</exception>
    public static void Write(
        string path, IReadOnlyCollection<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var file = new FileStream(path, FileMode.CreateNew);
        Write(file, tensors, metadata);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Writes tensors where a stream stands.</summary>
    /// <param name="stream">What is written to; not closed.</param>
    /// <param name="tensors">Tensors, no two of one name.</param>
    /// <param name="metadata">What the file says about itself.</param>
    public static void Write(
        Stream stream, IReadOnlyCollection<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var sorted = tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal).ToArray();
        stream.Write(Header(sorted, metadata ?? new Dictionary<string, string>()));
        foreach (var tensor in sorted)
        {
            stream.Write(tensor.Data.Span);
        }
    }

    private static byte[] Header(SafetensorsTensor[] tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var names = tensors.Select(tensor => tensor.Name).ToHashSet();
        if (names.Count != tensors.Length || names.Contains(SafetensorsHeader.MetadataName))
        {
            throw new ArgumentException($"two tensors have the same name, or one is called {SafetensorsHeader.MetadataName}", nameof(tensors));
        }

        var offset = 0L;
        var entries = new Dictionary<string, object>();
        if (metadata.Count > 0)
        {
            entries[SafetensorsHeader.MetadataName] = new SortedDictionary<string, string>(
                metadata.ToDictionary(), StringComparer.Ordinal);
        }

        foreach (var tensor in tensors)
        {
            var end = offset + tensor.Data.Length;
            entries[tensor.Name] = new { dtype = tensor.Type.ToString(), shape = tensor.Shape, data_offsets = new[] { offset, end } };
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
}
