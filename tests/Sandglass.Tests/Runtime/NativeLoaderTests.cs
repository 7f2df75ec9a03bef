using Sandglass.Runtime;

namespace Sandglass.Tests.Runtime;

public sealed class NativeLoaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_missing_native_names_the_file_the_folders_and_the_package()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "libc10.so"), "");
        var e = Assert.Throws<NativeLoadException>(
            () => NativeLibraries.For("linux-x64").Locate([_folder.FullName, "/nowhere"]));
        Assert.Equal("libtorch_cpu.so", e.File);
        Assert.Contains($"{_folder.FullName}, /nowhere", e.Message, StringComparison.Ordinal);
        Assert.Contains("`dotnet package download libtorch-cpu-linux-x64@", e.Message, StringComparison.Ordinal);
        Assert.Contains("UseCurrentRuntimeIdentifier", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_platform_without_libtorch_is_named()
    {
        var e = Assert.Throws<NativeLoadException>(() => NativeLibraries.For("linux-arm64"));
        Assert.Contains("no build of it for linux-arm64. Use linux-x64", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failing_library_is_reported_in_the_loaders_words_on_one_line()
    {
        var loader = Loader(path => throw new DllNotFoundException("Consider setting LD_DEBUG:\nlibz.so.9: not found\n"));
        var e = Assert.Throws<NativeLoadException>(() => loader.Load(["/a/libc10.so", "/a/libLibTorchSharp.so"]));
        Assert.StartsWith("Cannot load /a/libc10.so: libz.so.9: not found. If the file", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Fact]
    public void Where_the_plain_load_works_nothing_is_patched()
    {
        var loaded = new List<string>();
        Loader(loaded.Add).Load(["/a/libc10.so", "/a/libLibTorchSharp.so"]);
        Assert.Equal(["/a/libc10.so", "/a/libLibTorchSharp.so"], loaded);
        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    [Fact]
    public void An_old_libstdcxx_gets_a_patched_copy_once()
    {
        Assert.SkipUnless(ShippedLibrary.IsElf, "The remedy is for ELF files");
        var loaded = new List<string>();
        var loader = Loader(path =>
        {
            if (path == ShippedLibrary.Path)
            {
                throw new DllNotFoundException($"libstdc++.so.6: version `{ShippedLibrary.Version}' not found");
            }
            loaded.Add(path);
        });
        loader.Load([ShippedLibrary.Path]);
        var written = File.GetLastWriteTimeUtc(loaded[0]);
        loader.Load([ShippedLibrary.Path]);
        Assert.StartsWith(_folder.FullName, loaded[0], StringComparison.Ordinal);
        Assert.Equal(loaded[0], loaded[1]);
        Assert.Equal(written, File.GetLastWriteTimeUtc(loaded[1]));
    }

    [Fact]
    public void A_remedy_that_fails_too_says_which_libstdcxx_is_needed()
    {
        Assert.SkipUnless(ShippedLibrary.IsElf, "The remedy is for ELF files");
        var loader = Loader(
            _ => throw new DllNotFoundException($"version `{ShippedLibrary.Version}' not found"));
        var e = Assert.Throws<NativeLoadException>(() => loader.Load([ShippedLibrary.Path]));
        Assert.Contains($"lacks {ShippedLibrary.Version} and the patched copy failed too", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_copy_is_replaced_and_concurrent_writers_agree()
    {
        var cache = new NativeCache(_folder.FullName);
        var contents = Enumerable.Range(0, 100_000).Select(i => (byte)i).ToArray();
        var path = cache.Store([1, 2, 3], contents, "x.so");
        File.WriteAllText(path, "damaged");
        Parallel.For(0, 8, _ => Assert.Equal(path, cache.Store([1, 2, 3], contents, "x.so")));
        Assert.Equal(contents, File.ReadAllBytes(path));
        Assert.Single(Directory.EnumerateFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_a_typed_error()
    {
        var file = Path.Combine(_folder.FullName, "a-file");
        File.WriteAllText(file, "");
        var e = Assert.Throws<NativeLoadException>(() => new NativeCache(file).Store([1], [2], "x.so"));
        Assert.Contains("XDG_CACHE_HOME", e.Message, StringComparison.Ordinal);
    }

    private NativeLoader Loader(Action<string> load) => new(load, () => new NativeCache(_folder.FullName));
}
