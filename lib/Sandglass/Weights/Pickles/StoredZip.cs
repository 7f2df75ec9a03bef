using System.Buffers.Binary;

namespace Sandglass.Weights.Pickles;

/// <summary>
/// The entries of a zip file as views of its bytes. They must be stored and not compressed, as torch.save leaves them, so
/// that none can be larger than the file.
/// </summary>
/// <remarks>PKWARE, APPNOTE.TXT, sections 4.3 and 4.4. Limit: 65,534 entries, those that zip counts without its 64-bit extension.</remarks>
internal static class StoredZip
{
    private const int LongestComment = ushort.MaxValue;

    /// <summary>The entries by their full names.</summary>
    /// <exception cref="FormatException">The file is damaged, or an entry is compressed, encrypted or repeated.</exception>
    internal static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Entries(ReadOnlyMemory<byte> file)
    {
        var end = file[EndRecord(file.Span)..].Span;
        var (count, length, start) = (UInt16(end, 10), UInt32(end, 12), UInt32(end, 16));
        Damage.Unless(count != ushort.MaxValue, "it has more than 65,534 entries");
        Damage.Unless(UInt32(end, 4) == 0 && UInt16(end, 8) == count, "it is one of several parts");
        Damage.Unless(start + length <= file.Length - end.Length, "the list of its entries lies outside of it");

        var entries = new Dictionary<string, ReadOnlyMemory<byte>>(count);
        var list = new ByteCursor(file.Slice((int)start, (int)length));
        for (var i = 0; i < count; i++)
        {
            var entry = list.Take(46).Span;
            Damage.Unless(entry.StartsWith("PK\x01\x02"u8), "the list of its entries is damaged");
            var name = list.Text(UInt16(entry, 28));
            list.Take(UInt16(entry, 30) + UInt16(entry, 32)); // extra fields and comment
            Damage.Unless(entries.TryAdd(name, Content(file[..(int)start], entry, name)), "an entry of it is repeated");
        }

        Damage.Unless(list.IsAtEnd, "the list of its entries is damaged");
        return entries;
    }

    private static ReadOnlyMemory<byte> Content(ReadOnlyMemory<byte> file, ReadOnlySpan<byte> entry, string name)
    {
        var (packed, length, at) = (UInt32(entry, 20), UInt32(entry, 24), UInt32(entry, 42));
        if (UInt16(entry, 10) != 0 || packed != length || (UInt16(entry, 8) & 1) != 0)
        {
            throw new FormatException($"its entry {Quoted.Name(name)} is compressed or encrypted, as in programs of TorchScript but not in files of torch.save");
        }

        Damage.Unless(at <= file.Length - 30, "an entry lies outside of it");
        var header = file.Span.Slice((int)at, 30);
        Damage.Unless(header.StartsWith("PK\x03\x04"u8), "an entry is not where the list has it");
        var start = at + 30 + UInt16(header, 26) + UInt16(header, 28);
        Damage.Unless(start + length <= file.Length, "an entry lies outside of it");
        return file.Slice((int)start, (int)length);
    }

    // At the end, before a comment of the length that it states.
    private static int EndRecord(ReadOnlySpan<byte> file)
    {
        for (var at = file.Length - 22; at >= Math.Max(0, file.Length - 22 - LongestComment); at--)
        {
            if (file[at..].StartsWith("PK\x05\x06"u8) && UInt16(file, at + 20) == file.Length - at - 22)
            {
                return at;
            }
        }

        throw new FormatException("it is cut off: the list of its entries is missing");
    }

    private static int UInt16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static long UInt32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
