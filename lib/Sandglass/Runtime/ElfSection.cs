namespace Sandglass.Runtime;

/// <summary>Where a section of an ELF file lies, and what it refers to.</summary>
/// <param name="Type">The section's type, such as <c>SHT_DYNSYM</c>.</param>
/// <param name="Offset">Its first byte in the file.</param>
/// <param name="Size">Its bytes in the file.</param>
/// <param name="Link">The index of the section that it refers to, such as its string table.</param>
/// <param name="Info">A number whose meaning depends on the type.</param>
internal readonly record struct ElfSection(uint Type, ulong Offset, ulong Size, uint Link, uint Info);
