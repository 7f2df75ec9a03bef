using System.Buffers.Binary;
using System.Security.Cryptography;
using Fuzzing;
using Sandglass.Data;
using Sandglass.Images.Sets;
using Workbench.Tests;

namespace Sandglass.Images.Tests.Sets;

public sealed class PictureCacheTests : IDisposable
{
    private readonly ImageSet _set = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _set.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void It_holds_what_the_folder_holds()
    {
        Written(side: null);
        using var cache = PictureCache.Open(_folder["cache"]);
        using var files = FolderPictures.List(_set.Path);
        Assert.Equal(files.Pictures, cache.Pictures);
        Assert.Equal((files.Name, 0), (cache.Name, cache.Side));
        for (var place = 0; place < files.Pictures.Count; place++)
        {
            var (expected, found) = (files.Read(place, out var why), cache.Read(place, out var reason));
            Assert.Equal((why, expected?.Width, expected?.Height), (reason, found?.Width, found?.Height));
            Assert.Equal(expected?.Pixels, found?.Pixels);
        }
    }

    [Fact]
    public void Larger_pictures_are_reduced_and_smaller_ones_kept()
    {
        Written(side: 40);
        using var cache = PictureCache.Open(_folder["cache"]);
        using var files = FolderPictures.List(_set.Path);
        foreach (var place in Enumerable.Range(0, files.Pictures.Count))
        {
            if (files.Read(place, out _) is { } file)
            {
                var cached = cache.Read(place, out _)!;
                var shorter = Math.Min(file.Width, file.Height);
                Assert.Equal(Math.Min(40, shorter), Math.Min(cached.Width, cached.Height));
                Assert.Equal(shorter <= 40 ? file.Width : file.Width * 40 / shorter, cached.Width);
            }
        }
    }

    [Fact]
    public void The_same_folder_gives_the_same_bytes_and_an_interruption_leaves_nothing()
    {
        Written(side: 32);
        PictureCacheWriter.Write(_set.Path, _folder["again"], 32, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(File.ReadAllBytes(_folder["cache"]), File.ReadAllBytes(_folder["again"]));

        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => PictureCacheWriter.Write(_set.Path, _folder["never"], 32, _ => stop.Cancel(), stop.Token));
        Assert.Equal(["again", "cache"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(path => Path.GetFileName(path)).Order());
        Assert.Contains("already exists", Assert.Throws<IOException>(() => Written(side: 32)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_names_what_is_damaged_in_folder_and_cache()
    {
        Written(side: null);
        foreach (var path in (string[])[_set.Path, _folder["cache"]])
        {
            using var store = PictureCheck.Open(path);
            Assert.Equal(ImageSet.Damaged, PictureCheck.Damaged(store, cancellation: TestContext.Current.CancellationToken).Select(image => (image.File, image.Reason)));
        }

        var bytes = File.ReadAllBytes(_folder["cache"]);
        bytes[CacheIndex.HeaderLength + 5] ^= 1;
        File.WriteAllBytes(_folder["cache"], bytes);
        using var changed = PictureCheck.Open(_folder["cache"]);
        Assert.Equal("its pixels in the cache are not those that were written", PictureCheck.Damaged(changed, cancellation: TestContext.Current.CancellationToken)[0].Reason);
    }

    [Fact]
    public void Other_and_cut_files_are_refused()
    {
        Written(side: 16);
        var good = File.ReadAllBytes(_folder["cache"]);
        foreach (var (bytes, reason) in new (byte[], string)[] { (good[..^1], "cut short"), ([.. good, 0], "more follows"), ([1, .. good[1..]], "another file"), ([], "") })
        {
            File.WriteAllBytes(_folder["bad"], bytes);
            Assert.Contains(reason, Assert.Throws<DataFormatException>(() => PictureCache.Open(_folder["bad"])).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_cache_that_is_shortened_while_it_is_used_is_an_error()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets nobody write to a file that is read");
        Written(side: 16);
        using var cache = PictureCache.Open(_folder["cache"]);
        using (var shortened = new FileStream(_folder["cache"], FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            shortened.SetLength(CacheIndex.HeaderLength + 1);
        }

        var error = Assert.Throws<WorkbenchException>(() => cache.Read(0, out _));
        Assert.Equal($"{_folder["cache"]} cannot be read (it is shorter than it was); make the cache again", error.Message);
    }

    [DeepFact]
    public void Damaged_caches()
    {
        Written(side: 16);
        var good = File.ReadAllBytes(_folder["cache"]);
        var place = (int)BinaryPrimitives.ReadInt64LittleEndian(good.AsSpan(16));
        var (read, refused) = new FuzzRuns("caches", 500) { MostAllocated = 64 << 20 }.Run(
            random =>
            {
                File.WriteAllBytes(_folder["x"], random.Next(2) == 0 ? ByteMutations.Mutate(good, random) : WithIndex(good, place, ByteMutations.Mutate(good[place..], random)));
                using var cache = PictureCache.Open(_folder["x"]);
                for (var i = 0; i < cache.Pictures.Count; i++)
                {
                    Assert.True(cache.Read(i, out var reason) is not null || reason.Length > 0);
                }
            },
            fault => fault is DataFormatException && !fault.Message.Any(char.IsControl) && fault.Message.Length < 2000);
        Assert.True(read > 0 && refused > 0);
    }

    // Under a true checksum, which lets damage of the list through.
    private static byte[] WithIndex(byte[] good, int place, byte[] index)
    {
        byte[] bytes = [.. good[..place], .. index];
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), index.Length);
        SHA256.HashData(index).CopyTo(bytes, 24);
        return bytes;
    }

    private void Written(int? side) => PictureCacheWriter.Write(_set.Path, _folder["cache"], side, cancellation: TestContext.Current.CancellationToken);
}
