using System.Buffers.Binary;
using WholeFiles;

namespace Sandglass.Weights;

/// <summary>
/// Reads files of the safetensors format: 8 bytes of header length, a JSON header, the tensors' bytes. A file is taken
/// for untrusted: nothing that the header says is believed before it is checked.
/// </summary>
/// <remarks>Limits: a header of 100 MB (the format's own), 100,000 names in it, 32 dimensions, 2 GB in all.</remarks>
internal static class SafetensorsFile
{
    private const int LengthBytes = 8;
    private const long LongestHeader = 100_000_000;

    /// <summary>Reads a file. Its header is held against its length before memory for the tensors is asked for.</summary>
    /// <param name="path">The file; a link to one is followed, a device or a pipe is refused.</param>
    /// <exception cref="WeightFileException">The file is missing, truncated, corrupt, too large or of another kind.</exception>
    public static WeightFile Read(string path)
    {
        try
        {
            using var file = BoundedFile.Open(path);
            var length = file.Length;
            if (length > Array.MaxLength)
            {
                throw new WeightFileException($"{path} has {length} bytes, more than the {Array.MaxLength} that can be read; split it");
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
                ? new WeightFile(path, bytes, header.Metadata, Tied(header, bytes.AsMemory(LengthBytes + json.Length)))
                : throw new WeightFileException($"{path} grew while it was read; wait until it is written");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WeightFileException($"{path} cannot be read ({error.Message}); check that it exists and may be read", error);
        }
    }

    /// <summary>Takes a file's bytes apart; the tensors are views of them.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="WeightFileException">The bytes are truncated, corrupt or of another kind.</exception>
    public static WeightFile Parse(ReadOnlyMemory<byte> bytes, string name)
    {
        var length = HeaderLength(bytes.Span, bytes.Length, name);
        var header = SafetensorsHeader.Parse(bytes.Span.Slice(LengthBytes, length), name);
        RequireFilled(header, bytes.Length - LengthBytes - length, name);
        return new WeightFile(name, bytes, header.Metadata, Tied(header, bytes[(LengthBytes + length)..]));
    }

    private static int HeaderLength(ReadOnlySpan<byte> head, long whole, string name)
    {
        if (head.Length < LengthBytes)
        {
            throw WeightFileException.Damaged(name, $"it ends after {head.Length} bytes, before the 8 of the header's length");
        }

        var length = BinaryPrimitives.ReadUInt64LittleEndian(head);
        return length > LongestHeader
                ? throw WeightFileException.Damaged(name, $"its header would have {length} bytes, but the format allows {LongestHeader}")
            : length > (ulong)(whole - LengthBytes)
                ? throw WeightFileException.Damaged(name, $"its header would have {length} bytes, but only {whole - LengthBytes} follow")
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
                throw WeightFileException.Damaged(
                    name, $"data_offsets of {quoted} begin at {entry.Begin}, and the tensors before it end at {reached}");
            }

            if (entry.End > data)
            {
                throw WeightFileException.Damaged(name, $"data_offsets of {quoted} end at {entry.End}, and {data} bytes of data follow");
            }

            reached = entry.End;
        }

        if (reached != data)
        {
            throw WeightFileException.Damaged(name, $"the tensors end at {reached}, and {data} bytes of data follow");
        }
    }

    private static Dictionary<string, SafetensorsTensor> Tied(SafetensorsHeader header, ReadOnlyMemory<byte> data) => header.Entries.ToDictionary(
        entry => entry.Name, entry => new SafetensorsTensor(entry.Name, entry.Type, entry.Shape, data[(int)entry.Begin..(int)entry.End]));
}
