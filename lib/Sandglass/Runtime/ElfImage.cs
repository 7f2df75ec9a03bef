using System.Buffers.Binary;
using System.Text;

namespace Sandglass.Runtime;

/// <summary>
/// The bytes of a 64-bit little-endian ELF file, read and written with bounds checks: whatever the file holds, an
/// access outside it is a <see cref="NativeLoadException"/>.
/// </summary>
internal sealed class ElfImage
{
    private readonly byte[] _bytes;
    private readonly string _file;

    /// <param name="bytes">The file's bytes; writes change them.</param>
    /// <param name="file">Its name, for messages.</param>
    public ElfImage(byte[] bytes, string file)
    {
        _bytes = bytes;
        _file = file;
        if (!Span(0, 6).SequenceEqual("\u007fELF\u0002\u0001"u8))
        {
            throw Malformed("it is no 64-bit little-endian ELF file");
        }

        // The section table ends a file as linkers write it: with it, the rest is there too.
        _ = Span(U64(0x28), (ulong)U16(0x3C) * U16(0x3A));
    }

    public ushort U16(ulong at) => BinaryPrimitives.ReadUInt16LittleEndian(Span(at, 2));

    public uint U32(ulong at) => BinaryPrimitives.ReadUInt32LittleEndian(Span(at, 4));

    public ulong U64(ulong at) => BinaryPrimitives.ReadUInt64LittleEndian(Span(at, 8));

    public void Write(ulong at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Span(at, 2), value);

    public void Write(ulong at, ReadOnlySpan<byte> value) => value.CopyTo(Span(at, (ulong)value.Length));

    /// <summary>The first section of a type, such as <c>SHT_DYNSYM</c>.</summary>
    public ElfSection Section(uint type)
    {
        var count = U16(0x3C);
        for (ushort i = 0; i < count; i++)
        {
            var section = SectionAt(i);
            if (section.Type == type)
            {
                return section;
            }
        }
        throw Malformed($"it has no section of type 0x{type:x}");
    }

    /// <summary>The section with an index.</summary>
    public ElfSection SectionAt(uint index)
    {
        if (index >= U16(0x3C))
        {
            throw Malformed($"it has no section {index}");
        }
        var header = unchecked(U64(0x28) + (ulong)index * U16(0x3A));
        return new ElfSection(
            U32(header + 4), U64(header + 0x18), U64(header + 0x20), U32(header + 0x28), U32(header + 0x2C));
    }

    /// <summary>The zero-terminated text at a place.</summary>
    public string Text(ulong at)
    {
        var rest = Span(at, (ulong)_bytes.Length - Math.Min(at, (ulong)_bytes.Length));
        var end = rest.IndexOf((byte)0);
        return end < 0 ? throw Malformed("a name in it has no end") : Encoding.ASCII.GetString(rest[..end]);
    }

    public NativeLoadException Malformed(string reason) => new(
        _file, reason, "The file is damaged or of another kind: delete the package's folder and run `dotnet restore`.");

    private Span<byte> Span(ulong at, ulong count)
    {
        var length = (ulong)_bytes.Length;
        return count <= length && at <= length - count
            ? _bytes.AsSpan((int)at, (int)count)
            : throw Malformed($"it ends before byte {at}");
    }
}
