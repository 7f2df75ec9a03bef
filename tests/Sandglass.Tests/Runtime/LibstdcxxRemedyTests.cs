using System.Runtime.InteropServices;
using System.Text;
using CsCheck;
using Sandglass.Runtime;

namespace Sandglass.Tests.Runtime;

public class LibstdcxxRemedyTests
{
    private const string LinuxOnly = "The remedy is for ELF files";
    private static readonly byte[] Original = ShippedLibrary.Read();

    [Fact]
    public void The_patched_copy_loads_and_the_original_stays_as_it_was()
    {
        Assert.SkipUnless(ShippedLibrary.IsElf, LinuxOnly);
        var patched = LibstdcxxRemedy.Apply(Original, "x.so", ShippedLibrary.Version);
        Assert.Equal(ShippedLibrary.Read(), Original);

        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = new NativeCache(folder.FullName).Store(Original, patched, "libOther.so");
            Assert.True(NativeLibrary.TryLoad(path, out _));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Only_the_flag_the_version_entry_and_the_name_change()
    {
        Assert.SkipUnless(ShippedLibrary.IsElf, LinuxOnly);
        var patched = LibstdcxxRemedy.Apply(Original, "x.so", ShippedLibrary.Version);
        var changed = Enumerable.Range(0, Original.Length).Where(i => Original[i] != patched[i]).ToArray();
        Assert.Equal(Original.Length, patched.Length);
        Assert.InRange(changed.Length, 3, 2 + "getpid\0".Length);
        Assert.Equal(Mentions(Original) - 1, Mentions(patched)); // the debugger's table keeps the name
    }

    [Fact]
    public void Symbols_other_than_the_initialiser_are_refused_by_name()
    {
        Assert.SkipUnless(ShippedLibrary.IsElf, LinuxOnly);
        var e = Assert.Throws<NativeLoadException>(() => LibstdcxxRemedy.Apply(Original, "x.so", "GLIBCXX_3.4.30"));
        Assert.Matches("x.so: it needs _Z[A-Za-z0-9_]+ of GLIBCXX_3.4.30. Install", e.Message);
    }

    [Fact]
    public void An_unknown_version_is_refused()
    {
        Assert.SkipUnless(ShippedLibrary.IsElf, LinuxOnly);
        var e = Assert.Throws<NativeLoadException>(() => LibstdcxxRemedy.Apply(Original, "x.so", "GLIBCXX_9.9"));
        Assert.Contains("does not mention GLIBCXX_9.9", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_file_gives_the_typed_error()
    {
        Assert.SkipUnless(ShippedLibrary.IsElf, LinuxOnly);
        Gen.Int[0, Original.Length - 1].Sample(
            length => Assert.Throws<NativeLoadException>(
                () => LibstdcxxRemedy.Apply(Original.AsSpan(0, length), "x.so", ShippedLibrary.Version)),
            iter: 100,
            threads: 1);
    }

    [Fact]
    public void Garbage_gives_the_typed_error() =>
        Gen.Byte.Array[0, 400].Sample(bytes => Assert.Throws<NativeLoadException>(
            () => LibstdcxxRemedy.Apply(bytes, "x.so", ShippedLibrary.Version)));

    [Fact]
    public void Damaged_headers_never_give_another_error()
    {
        Assert.SkipUnless(ShippedLibrary.IsElf, LinuxOnly);
        // The places that the remedy reads: the file header, and the section headers at the file's end.
        var place = Gen.OneOf(Gen.Int[6, 63], Gen.Int[Original.Length - 3000, Original.Length - 1]);
        Gen.Select(place, Gen.Byte).Sample(
            (at, value) =>
            {
                var damaged = (byte[])Original.Clone();
                damaged[at] = value;
                var e = Record.Exception(() => LibstdcxxRemedy.Apply(damaged, "x.so", ShippedLibrary.Version));
                Assert.True(e is null or NativeLoadException, e?.ToString());
            },
            iter: 200,
            threads: 1);
    }

    private static int Mentions(byte[] bytes) =>
        Encoding.Latin1.GetString(bytes).Split("_ZSt21ios_base_library_initv").Length - 1;
}
