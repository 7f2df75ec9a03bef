using Sandglass.Data;

namespace Sandglass.Tests.Data;

public sealed class Cifar10Tests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Cifar10Tests()
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
        using var splits = Cifar10.Load(_folder.Path);
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

    private void AssertRefused(string message) =>
        Assert.Contains(message, Assert.Throws<DataFormatException>(() => Cifar10.Load(_folder.Path)).Message, StringComparison.Ordinal);

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
