using System.IO.Compression;
using CsCheck;
using Sandglass.Data;

namespace Sandglass.Tests.Data;

public sealed class IdxFileTests : IDisposable
{
    private static readonly IdxArray Array = new([5, 4, 3], [.. Enumerable.Range(0, 60).Select(i => (byte)(i * i))]);
    private readonly TemporaryFolder _folder = new();

    public static bool IsUnix => !OperatingSystem.IsWindows();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_was_written_is_read(bool gzip)
    {
        var read = IdxFile.Read(gzip ? Gzipped() : Plain(), 3);
        Assert.Equal(Array.Dimensions, read.Dimensions);
        Assert.Equal(Array.Values, read.Values);
    }

    [Fact]
    public void The_bytes_depend_on_the_array_alone()
    {
        var bytes = File.ReadAllBytes(Gzipped());
        Assert.Equal(new byte[10] { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255 }, bytes[..10]);
        Assert.Equal(bytes, File.ReadAllBytes(Gzipped()));
    }

    [Fact]
    public void Every_truncation_is_refused_with_the_file_named()
    {
        foreach (var whole in new[] { Gzipped(), Plain() })
        {
            var bytes = File.ReadAllBytes(whole);
            for (var length = 0; length < bytes.Length; length++)
            {
                File.WriteAllBytes(_folder["short"], bytes[..length]);
                var error = Assert.Throws<DataFormatException>(() => IdxFile.Read(_folder["short"], 3));
                Assert.Contains(_folder["short"], error.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', error.Message);
            }
        }
    }

    [Theory]
    [InlineData(0, 1, "magic number")] // not zero
    [InlineData(2, 0x0d, "0x00000803")] // floats
    [InlineData(3, 1, "found 0x00000801")] // one dimension
    [InlineData(4, 0x80, "positive")] // a negative size
    [InlineData(7, 6, "72 values")] // more images than there are
    [InlineData(7, 4, "nothing after 48 values")] // fewer
    [InlineData(7, 0, "positive")]
    [InlineData(4, 0x7f, "at most")] // a size that no memory holds
    public void A_wrong_header_is_named(int at, byte value, string message)
    {
        // Room enough behind the values, so that the sizes are plausible for the file's length.
        var bytes = (byte[])[.. Array.Header(), .. Array.Values];
        bytes[at] = value;
        using (var gzip = new GZipStream(File.Create(_folder["wrong"]), CompressionMode.Compress))
        {
            gzip.Write(bytes);
        }
        var error = Assert.Throws<DataFormatException>(() => IdxFile.Read(_folder["wrong"], 3));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Bytes_after_the_end_are_refused(bool gzip)
    {
        File.AppendAllText(gzip ? Gzipped() : Plain(), "!");
        Assert.Throws<DataFormatException>(() => IdxFile.Read(_folder[gzip ? "array.gz" : "array"], 3));
    }

    [Fact]
    public void A_claim_beyond_the_limit_allocates_nothing()
    {
        var bomb = new IdxArray([60_000, 28, 28], new byte[60_000 * 28 * 28]);
        IdxFile.Write(_folder["bomb.gz"], bomb);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<DataFormatException>(() => IdxFile.Read(_folder["bomb.gz"], 3, maximumBytes: 1 << 20));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Theory]
    [InlineData(65_536, 65_536, 65_536)] // 2⁴⁸
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue)]
    [InlineData(2_097_152, 2_097_152, 4_194_304)] // 2⁶⁴
    [InlineData(60_000, 60_000, 60_000)]
    public void Sizes_that_overflow_are_refused(params int[] sizes)
    {
        File.WriteAllBytes(_folder["huge"], new IdxArray(sizes, []).Header());
        Assert.Contains("at most", Assert.Throws<DataFormatException>(() => IdxFile.Read(_folder["huge"], 3)).Message);
    }

    [Fact]
    public void What_inflates_beyond_its_header_is_not_inflated()
    {
        using (var gzip = new GZipStream(File.Create(_folder["bomb.gz"]), CompressionLevel.Fastest))
        {
            gzip.Write(Array.Header());
            for (var i = 0; i < 200; i++)
            {
                gzip.Write(new byte[1 << 20]);
            }
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("nothing after 60 values", Assert.Throws<DataFormatException>(() => IdxFile.Read(_folder["bomb.gz"], 3)).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Two_gigabytes_of_nothing_cost_no_memory()
    {
        using (var sparse = File.Create(_folder["sparse"]))
        {
            sparse.Write(new IdxArray([1024, 1024, 1024], []).Header());
            sparse.SetLength((1L << 30) + 16);
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("at most", Assert.Throws<DataFormatException>(() => IdxFile.Read(_folder["sparse"], 3)).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact(SkipUnless = nameof(IsUnix), Skip = "Windows has no endless files")]
    public void What_never_ends_is_refused()
    {
        File.CreateSymbolicLink(_folder["zero"], "/dev/zero");
        Assert.Contains("is a device", Assert.Throws<DataFormatException>(() => IdxFile.Read(_folder["zero"], 3)).Message);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("absent", Assert.Throws<DataFormatException>(() => IdxFile.Read(_folder["absent"], 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void Flipped_bytes_meet_one_kind_of_error_or_change_nothing()
    {
        var good = File.ReadAllBytes(Gzipped());
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte[1, 255]).Array[1, 4].Sample(
            flips =>
            {
                var bytes = (byte[])good.Clone();
                foreach (var (at, mask) in flips)
                {
                    bytes[at] ^= mask;
                }
                File.WriteAllBytes(_folder["flipped"], bytes);
                try
                {
                    // The checksum lets through only what left the values alone: time stamps and the like.
                    return IdxFile.Read(_folder["flipped"], 3).Values.AsSpan().SequenceEqual(Array.Values);
                }
                catch (DataFormatException)
                {
                    return true;
                }
            },
            iter: 2000,
            threads: 1);
    }

    private string Gzipped()
    {
        IdxFile.Write(_folder["array.gz"], Array);
        return _folder["array.gz"];
    }

    private string Plain()
    {
        File.WriteAllBytes(_folder["array"], [.. Array.Header(), .. Array.Values]);
        return _folder["array"];
    }
}
