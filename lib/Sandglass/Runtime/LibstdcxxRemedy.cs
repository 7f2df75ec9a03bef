using System.Buffers.Binary;
using System.Text;

namespace Sandglass.Runtime;

/// <summary>
/// Makes TorchSharp's library loadable with a libstdc++ older than GCC 13's. A C++ file that includes iostream and is
/// compiled by GCC 13 refers to <c>std::ios_base_library_init()</c> of version GLIBCXX_3.4.32, only so that the linker
/// keeps libstdc++'s initialisation of cout. It never calls it: there is no relocation for it. Older systems lack
/// the version and refuse the whole file. libtorch, loaded before, initialises cout itself.
/// </summary>
/// <remarks>
/// The version need becomes weak (a missing one is then no error), and the symbol becomes an unversioned reference to
/// a function that every C library has and that has no effect. Any other symbol of the version is a reason to refuse.
/// Layouts: System V ABI, and Linux Standard Base on symbol versioning.
/// </remarks>
internal static class LibstdcxxRemedy
{
    private const string Initialiser = "_ZSt21ios_base_library_initv";
    private const uint DynamicSymbols = 11, VersionNeeds = 0x6ffffffe, SymbolVersions = 0x6fffffff;
    private const ushort Weak = 2, Global = 1, VersionMask = 0x7fff;
    private const ulong SymbolSize = 24;

    /// <summary>A patched copy of the library for a system that lacks a version, such as <c>GLIBCXX_3.4.32</c>; the original bytes stay as they are.</summary>
    /// <exception cref="NativeLoadException">The file is malformed, or needs more than the initialiser.</exception>
    public static byte[] Apply(ReadOnlySpan<byte> original, string file, string version)
    {
        var bytes = original.ToArray();
        var elf = new ElfImage(bytes, file);
        var index = WeakenNeed(elf, version);
        var symbols = elf.Section(DynamicSymbols);
        var versions = elf.Section(SymbolVersions);
        var strings = elf.SectionAt(symbols.Link);
        for (ulong i = 0; i < symbols.Size / SymbolSize; i++)
        {
            var own = versions.Offset + 2 * i;
            if ((elf.U16(own) & VersionMask) != index)
            {
                continue;
            }
            var name = strings.Offset + elf.U32(symbols.Offset + SymbolSize * i);
            if (elf.Text(name) is var text && text != Initialiser)
            {
                throw new NativeLoadException(
                    file, $"it needs {text} of {version}", "Install a newer libstdc++ (the one of GCC 13 or later).");
            }
            RefuseSharedName(elf, symbols, strings, name);
            elf.Write(own, Global);
            elf.Write(name, "getpid\0"u8);
        }
        return bytes;
    }

    private static ushort WeakenNeed(ElfImage elf, string version)
    {
        var needs = elf.Section(VersionNeeds);
        var strings = elf.SectionAt(needs.Link);
        // Both chains are relative and unsigned, so they only go forward and must end within the file.
        for (ulong need = needs.Offset, next = 1; next != 0; need += next)
        {
            next = elf.U32(need + 12);
            for (ulong aux = need + elf.U32(need + 8), step = 1; step != 0; aux += step)
            {
                step = elf.U32(aux + 12);
                if (elf.Text(strings.Offset + elf.U32(aux + 8)) == version)
                {
                    elf.Write(aux + 4, (ushort)(elf.U16(aux + 4) | Weak));
                    return (ushort)(elf.U16(aux + 6) & VersionMask);
                }
            }
        }
        throw elf.Malformed($"it does not mention {version}");
    }

    // Linkers let one name be the tail of another; overwriting would then rename both.
    private static void RefuseSharedName(ElfImage elf, ElfSection symbols, ElfSection strings, ulong name)
    {
        for (ulong i = 0; i < symbols.Size / SymbolSize; i++)
        {
            var other = strings.Offset + elf.U32(symbols.Offset + SymbolSize * i);
            if (other > name && other <= name + (ulong)Initialiser.Length)
            {
                throw elf.Malformed($"the name {Initialiser} in it is part of another name");
            }
        }
    }
}

/// <summary>
/// The bytes of a 64-bit little-endian ELF file, read and written with bounds checks: whatever the file holds, an
/// access outside it is a <see cref="NativeLoadException"/>.
/// </summary>
internal sealed class ElfImage
{
    private readonly byte[] _bytes;
    private readonly string _file;

    /// <summary>A file of these bytes, which writes change, and of this name, for messages.</summary>
    public ElfImage(byte[] bytes, string file)
    {
        _bytes = bytes;
        _file = file;
        if (!Span(0, 6).SequenceEqual("\u007fELF\u0002\u0001"u8))
        {
            throw Malformed("it is not a 64-bit little-endian ELF file");
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
        _file, reason, "The file is damaged or of another format: delete the package's folder and run `dotnet restore`.");

    private Span<byte> Span(ulong at, ulong count)
    {
        var length = (ulong)_bytes.Length;
        return count <= length && at <= length - count
            ? _bytes.AsSpan((int)at, (int)count)
            : throw Malformed($"it ends before byte {at}");
    }
}

/// <summary>Where a section of an ELF file lies, by bytes of the file, and what it refers to: the index of its string table, say.</summary>
internal readonly record struct ElfSection(uint Type, ulong Offset, ulong Size, uint Link, uint Info);
