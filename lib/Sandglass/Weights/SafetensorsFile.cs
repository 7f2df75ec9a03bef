using System.Buffers.Binary;
using System.Security.Cryptography;
using WholeFiles;

namespace Sandglass.Weights;

/// <summary>
/// A file of the safetensors format, read whole: 8 bytes of header length, a JSON header, the tensors' bytes. It is taken
/// for untrusted: nothing that the header says is believed before it is checked.
/// </summary>
/// <remarks>Limits: a header of 100 MB (the format's own), 100,000 names in it, 32 dimensions, 2 GB in all.</remarks>
internal sealed class SafetensorsFile
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
        : throw new SafetensorsException($"{Name} has no tensor {Quoted.Name(name)}; use a file that has it");

    /// <summary>Reads a file. Its header is held against its length before memory for the tensors is asked for.</summary>
    /// <param name="path">The file; a link to one is followed, a device or a pipe is refused.</param>
    /// <exception cref="SafetensorsException">The file is missing, truncated, corrupt, too large or of another kind.</exception>
    public static SafetensorsFile Read(string path)
    {
        try
        {
            using var file = BoundedFile.Open(path);
            var length = file.Length;
            if (length > Array.MaxLength)
            {
                throw new SafetensorsException($"{path} has {length} bytes, more than the {Array.MaxLength} that can be read; split it");
            }

            var head = new byte[Math.Min(length, LengthBytes)];
            file.ReadExactly(head);
            var json = new byte[HeaderLength(head, length, path)];
            file.ReadExactly(json);
            var header = SafetensorsHeader.Parse(json, path);
            RequireFilled(header, length - LengthBytes - json.Length, path);

            var bytes = new byte[length];
            head.CopyTo(bytes, 0);
            json.CopyTo(bytes, LengthBytes);
            file.ReadExactly(bytes.AsSpan(LengthBytes + json.Length));
            return file.ReadByte() < 0
                ? new SafetensorsFile(path, bytes, header.Metadata, Tied(header, bytes.AsMemory(LengthBytes + json.Length)))
                : throw new SafetensorsException($"{path} grew while it was read; wait until it is written");
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
        var length = HeaderLength(bytes.Span, bytes.Length, name);
        var header = SafetensorsHeader.Parse(bytes.Span.Slice(LengthBytes, length), name);
        RequireFilled(header, bytes.Length - LengthBytes - length, name);
        return new SafetensorsFile(name, bytes, header.Metadata, Tied(header, bytes[(LengthBytes + length)..]));
    }

    private static int HeaderLength(ReadOnlySpan<byte> head, long whole, string name)
    {
        if (head.Length < LengthBytes)
        {
            throw SafetensorsException.Damaged(name, $"it ends after {head.Length} bytes, before the 8 of the header's length");
        }

        var length = BinaryPrimitives.ReadUInt64LittleEndian(head);
        return length > LongestHeader
                ? throw SafetensorsException.Damaged(name, $"its header would have {length} bytes, but the format allows {LongestHeader}")
            : length > (ulong)(whole - LengthBytes)
                ? throw SafetensorsException.Damaged(name, $"its header would have {length} bytes, but only {whole - LengthBytes} follow")
            : (int)length;
    }

    // The tensors must fill the rest of the file: no gap, no overlap, nothing beyond.
    private static void RequireFilled(SafetensorsHeader header, long data, string name)
    {
        var reached = 0L;
        foreach (var entry in header.Entries)
        {
            var quoted = Quoted.Name(entry.Name);
            if (entry.Begin != reached)
            {
                throw SafetensorsException.Damaged(
                    name, $"data_offsets of {quoted} begin at {entry.Begin}, and the tensors before it end at {reached}");
            }

            if (entry.End > data)
            {
                throw SafetensorsException.Damaged(name, $"data_offsets of {quoted} end at {entry.End}, and {data} bytes of data follow");
            }

            reached = entry.End;
        }

        if (reached != data)
        {
            throw SafetensorsException.Damaged(name, $"the tensors end at {reached}, and {data} bytes of data follow");
        }
    }

    private static Dictionary<string, SafetensorsTensor> Tied(SafetensorsHeader header, ReadOnlyMemory<byte> data) => header.Entries.ToDictionary(
        entry => entry.Name, entry => new SafetensorsTensor(entry.Name, entry.Type, entry.Shape, data[(int)entry.Begin..(int)entry.End]));
}
