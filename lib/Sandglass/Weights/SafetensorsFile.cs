using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Sandglass.Weights;

/// <summary>
/// A file of the safetensors format, read whole: 8 bytes of header length, a JSON header, the tensors' bytes. It is taken
/// for untrusted: nothing that the header says is believed before it is checked.
/// </summary>
/// <remarks>Limits: a header of 100 MB (the format's own), 32 dimensions, 2 GB in all.</remarks>
public sealed class SafetensorsFile
{
    private const int LengthBytes = 8;
    private const long LongestHeader = 100_000_000;

    private readonly ReadOnlyMemory<byte> _bytes;

    private SafetensorsFile(
        string name,
        ReadOnlyMemory<byte> bytes,
        IReadOnlyDictionary<string, string> metadata,
        IReadOnlyDictionary<string, SafetensorsTensor> tensors) =>
        (Name, _bytes, Metadata, Tensors) = (name, bytes, metadata, tensors);

    /// <summary>What errors call the file: its path.</summary>
    public string Name { get; }

    /// <summary>SHA-256 of the whole file, as <c>sha256sum</c> prints it.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(_bytes.Span));

    /// <summary>What the file says about itself; empty where it says nothing.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensors by name; enumerated in the order in which their bytes lie.</summary>
    public IReadOnlyDictionary<string, SafetensorsTensor> Tensors { get; }

    /// <summary>The tensor of a name.</summary>
    /// <exception cref="SafetensorsException">There is none.</exception>
    public SafetensorsTensor this[string name] => Tensors.TryGetValue(name, out var tensor)
        ? tensor
        : throw new SafetensorsException($"{Name} has no tensor {Quoted.Name(name)}; give a file that holds it");

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="SafetensorsException">The file is missing, truncated, corrupt, too large or of another kind.</exception>
    public static SafetensorsFile Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > Array.MaxLength)
            {
                throw new SafetensorsException($"{path} has {file.Length} bytes, and at most {Array.MaxLength} are read; split it");
            }

            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return Parse(bytes, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SafetensorsException($"{path} cannot be read ({error.Message}); check that it exists and may be read", error);
        }
    }

    /// <summary>Takes a file's bytes apart; the tensors are views of them.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="SafetensorsException">The bytes are truncated, corrupt or of another kind.</exception>
    public static SafetensorsFile Parse(ReadOnlyMemory<byte> bytes, string name)
    {
        if (bytes.Length < LengthBytes)
        {
            throw SafetensorsException.Damaged(name, $"it ends after {bytes.Length} bytes, before the 8 of the header's length");
        }

        var length = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span);
        if (length > LongestHeader)
        {
            throw SafetensorsException.Damaged(name, $"its header would have {length} bytes, and the format allows {LongestHeader}");
        }

        if (length > (ulong)(bytes.Length - LengthBytes))
        {
            throw SafetensorsException.Damaged(name, $"its header would have {length} bytes, and {bytes.Length - LengthBytes} follow");
        }

        var header = SafetensorsHeader.Parse(bytes.Span.Slice(LengthBytes, (int)length), name);
        return new SafetensorsFile(name, bytes, header.Metadata, Tie(header.Entries, bytes[(LengthBytes + (int)length)..], name));
    }

    // The tensors must fill the rest of the file: no gap, no overlap, nothing beyond.
    private static Dictionary<string, SafetensorsTensor> Tie(
        IReadOnlyList<SafetensorsHeader.Entry> entries, ReadOnlyMemory<byte> data, string name)
    {
        var tensors = new Dictionary<string, SafetensorsTensor>();
        var reached = 0L;
        foreach (var entry in entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            var quoted = Quoted.Name(entry.Name);
            if (entry.Begin != reached)
            {
                throw SafetensorsException.Damaged(
                    name, $"data_offsets of {quoted} begin at {entry.Begin}, and the tensors before it end at {reached}");
            }

            if (entry.End > data.Length)
            {
                throw SafetensorsException.Damaged(name, $"data_offsets of {quoted} end at {entry.End}, and {data.Length} bytes of data follow");
            }

            var part = data[(int)entry.Begin..(int)entry.End];
            tensors.Add(entry.Name, new SafetensorsTensor(entry.Name, entry.Type, entry.Shape, part));
            reached = entry.End;
        }

        return reached == data.Length
            ? tensors
            : throw SafetensorsException.Damaged(name, $"the tensors end at {reached}, and {data.Length} bytes of data follow");
    }
}
