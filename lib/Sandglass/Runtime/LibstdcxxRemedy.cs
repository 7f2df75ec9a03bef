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

    /// <summary>A patched copy of the library; the original bytes stay as they are.</summary>
    /// <param name="original">The library as shipped.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="version">The version that the system lacks, such as <c>GLIBCXX_3.4.32</c>.</param>
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
                throw elf.Malformed($"the name {Initialiser} in it is part of another");
            }
        }
    }
}
