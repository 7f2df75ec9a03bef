using System.Formats.Tar;
using System.IO.Compression;
using Sandglass.Data;

namespace Sandglass.Tests.Data;

public sealed class CifarTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CifarTests()
    {
        for (var i = 1; i <= 5; i++)
        {
            File.WriteAllBytes(_folder[$"data_batch_{i}.bin"], Records(20, i));
        }
        File.WriteAllBytes(_folder["test_batch.bin"], Records(7, 6));
    }

    public static bool IsUnix => !OperatingSystem.IsWindows();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Records_are_label_then_three_planes()
    {
        using var splits = Cifar.Ten.Load(_folder.Path);
        Assert.Equal([7, 3, 32, 32], splits.Test.Images.shape);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], splits.Test.LabelValues.ToArray());
        Assert.Equal(Records(7, 6)[1..3073], splits.Test.Pixels[..3072].ToArray());
        Assert.Equal((90, 10), (splits.Training.Count, splits.Validation.Count));
        Assert.Equal(Records(20, 1)[1..3073], splits.Training.Pixels[..3072].ToArray());
        Assert.Equal(Records(20, 5)[^3072..], splits.Validation.Pixels[^3072..].ToArray());
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (long)i), splits.Validation.LabelValues.ToArray());
    }

    [Fact]
    public void Another_length_is_refused()
    {
        File.WriteAllBytes(_folder["test_batch.bin"], new byte[3072]);
        AssertRefused("test_batch.bin: length: expected a multiple of 3073");
    }

    [Fact]
    public void A_label_out_of_range_is_named()
    {
        var bytes = Records(20, 3);
        bytes[3073] = 10;
        File.WriteAllBytes(_folder["data_batch_3.bin"], bytes);
        AssertRefused("data_batch_3.bin: label at byte 3073");
    }

    [Fact]
    public void A_sparse_file_costs_no_memory()
    {
        using (var sparse = File.Create(_folder["data_batch_2.bin"]))
        {
            sparse.SetLength(3073L << 20);
        }
        AssertRefused("data_batch_2.bin has more than 33554432 bytes");
    }

    [Fact(SkipUnless = nameof(IsUnix), Skip = "Windows has no endless files")]
    public void What_never_ends_is_refused()
    {
        File.Delete(_folder["test_batch.bin"]);
        File.CreateSymbolicLink(_folder["test_batch.bin"], "/dev/zero");
        AssertRefused("is a device");
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        File.Delete(_folder["data_batch_5.bin"]);
        AssertRefused("data_batch_5.bin");
    }

    [Fact]
    public void Checksums_are_compared_where_there_are_some()
    {
        Checksums.Write(_folder.Path, ["test_batch.bin"]);
        File.WriteAllBytes(_folder["test_batch.bin"], Records(7, 9));
        AssertRefused("SHA-256");
    }

    [Fact]
    public void All_training_pictures_are_trained_on_where_none_is_held_out()
    {
        using var splits = Cifar.Ten.Load(_folder.Path, holdsOut: false);
        Assert.Equal((100, 7), (splits.Training.Count, splits.Test.Count));
        Assert.True(((IClassifierData)splits).ValidatesOnTest);
    }

    [Fact]
    public void Of_a_hundred_classes_the_second_label_counts()
    {
        Hundred();
        using var splits = Cifar.Hundred.Load(_folder["hundred"]);
        Assert.Equal((900, 100, 100), (splits.Training.Count, splits.Validation.Count, splits.Test.Count));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (long)i), splits.Test.LabelValues.ToArray());
        Assert.Equal(100, splits.Training.ClassNames.Distinct().Count());
        Assert.Equal(("apple", "worm"), (splits.Training.ClassNames[0], splits.Training.ClassNames[99]));

        var bytes = File.ReadAllBytes(_folder["hundred/test.bin"]);
        Assert.Equal(bytes[2..3074], splits.Test.Pixels[..3072].ToArray());
        bytes[0] = 20;
        File.WriteAllBytes(_folder["hundred/test.bin"], bytes);
        Assert.Contains("test.bin: label at byte 0: expected 0 to 19, found 20", Assert.Throws<DataFormatException>(() => Cifar.Hundred.Load(_folder["hundred"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_archive_is_the_same_as_its_folder_and_only_the_published_one_is_taken()
    {
        var packed = Packed("cifar-10-batches-bin", "data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin", "test_batch.bin");
        Assert.Contains("expected the MD5 c32a1d4ab5d03f1284b67883e8d87530, as its authors publish it, found", Assert.Throws<DataFormatException>(() => Cifar.Ten.Load(packed.Path)).Message, StringComparison.Ordinal);
        using var archive = (Cifar.Ten with { Md5 = packed.Md5 }).Load(packed.Path);
        using var folder = Cifar.Ten.Load(_folder.Path);
        Assert.Equal(folder.Identity, archive.Identity);

        var poor = Packed("cifar-10-batches-bin", "data_batch_1.bin", "test_batch.bin");
        Assert.Contains("holds no data_batch_2.bin", Assert.Throws<DataFormatException>(() => (Cifar.Ten with { Md5 = poor.Md5 }).Load(poor.Path)).Message, StringComparison.Ordinal);
    }

    private void Hundred()
    {
        Directory.CreateDirectory(_folder["hundred"]);
        foreach (var (name, count) in new[] { ("train.bin", 1000), ("test.bin", 100) })
        {
            var bytes = new byte[count * 3074];
            new Random(count).NextBytes(bytes);
            for (var i = 0; i < count; i++)
            {
                (bytes[i * 3074], bytes[(i * 3074) + 1]) = ((byte)(i % 20), (byte)(i % 100));
            }

            File.WriteAllBytes(_folder[$"hundred/{name}"], bytes);
        }
    }

    private (string Path, string Md5) Packed(string inside, params string[] names)
    {
        var path = _folder["packed.tar.gz"];
        using (var zip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        using (var tar = new TarWriter(zip, TarEntryFormat.Ustar))
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.Directory, $"{inside}/"));
            names.ToList().ForEach(name => tar.WriteEntry(_folder[name], $"{inside}/{name}"));
        }

        return (path, CifarFiles.Md5(File.ReadAllBytes(path)));
    }

    private void AssertRefused(string message) =>
        Assert.Contains(message, Assert.Throws<DataFormatException>(() => Cifar.Ten.Load(_folder.Path)).Message, StringComparison.Ordinal);

    private static byte[] Records(int count, int seed)
    {
        var bytes = new byte[count * 3073];
        new Random(seed).NextBytes(bytes);
        for (var i = 0; i < count; i++)
        {
            bytes[i * 3073] = (byte)(i % 10);
        }
        return bytes;
    }
}
