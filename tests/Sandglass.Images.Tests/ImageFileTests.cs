using Sandglass.Data;

namespace Sandglass.Images.Tests;

public sealed class ImageFileTests : IDisposable
{
    private const string Remedy = "give another file";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Png_keeps_every_byte(int channels)
    {
        var image = Noise(channels);
        var path = Write(image, ImageFormat.Png);
        Assert.Equal(image.Pixels, ImageFile.Read(path, channels, Remedy).Pixels);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Jpeg_is_near(int channels)
    {
        var image = new PixelImage(16, 8, channels, [.. Enumerable.Range(0, 16 * 8 * channels).Select(i => (byte)(i / channels % 16 * 15))]);
        var read = ImageFile.Read(Write(image, ImageFormat.Jpeg), channels, Remedy);
        Assert.Equal((16, 8, channels), (read.Width, read.Height, read.Channels));
        Assert.All(read.Pixels.Zip(image.Pixels), pair => Assert.InRange(pair.First - pair.Second, -12, 12));
    }

    [Fact]
    public void Grey_becomes_colour_and_colour_becomes_grey()
    {
        var path = Write(new PixelImage(1, 1, 3, [200, 100, 50]), ImageFormat.Png);
        Assert.Equal([(byte)124], ImageFile.Read(path, 1, Remedy).Pixels); // 0.299 x 200 + 0.587 x 100 + 0.114 x 50 = 124.2
        var grey = Write(new PixelImage(1, 1, 1, [77]), ImageFormat.Png);
        Assert.Equal([77, 77, 77], ImageFile.Read(grey, 3, Remedy).Pixels);
    }

    [Fact]
    public void A_file_that_is_cut_short_is_refused()
    {
        foreach (var format in Enum.GetValues<ImageFormat>())
        {
            var path = Write(Noise(3), format);
            var whole = File.ReadAllBytes(path);
            foreach (var length in (int[])[0, 1, 20, whole.Length / 2, whole.Length - 40])
            {
                File.WriteAllBytes(path, whole[..length]);
                Assert.Contains(Path.GetFileName(path), Assert.Throws<DataFormatException>(() => ImageFile.Read(path, 3, Remedy)).Message);
            }
        }
    }

    [Fact]
    public void What_is_no_picture_is_refused()
    {
        File.WriteAllText(_folder["1.jpg"], "a letter");
        Assert.Throws<DataFormatException>(() => ImageFile.Read(_folder["1.jpg"], 3, Remedy));
        Assert.Throws<DataFormatException>(() => ImageFile.Read(_folder["none.jpg"], 3, Remedy));
    }

    [Fact]
    public void A_header_that_asks_for_too_much_memory_is_refused()
    {
        var path = Write(Noise(1), ImageFormat.Png);
        var bytes = File.ReadAllBytes(path);
        byte[] huge = [0, 0, 0x40, 0, 0, 0, 0x40, 0]; // 16,384 x 16,384
        huge.CopyTo(bytes, 16);
        Sum(bytes.AsSpan(12, 17)).CopyTo(bytes, 29);
        File.WriteAllBytes(path, bytes);
        Assert.Contains("16384", Assert.Throws<DataFormatException>(() => ImageFile.Read(path, 1, Remedy)).Message);
    }

    private static PixelImage Noise(int channels)
    {
        var pixels = new byte[33 * 17 * channels];
        new Random(3).NextBytes(pixels);
        return new PixelImage(33, 17, channels, pixels);
    }

    private string Write(PixelImage image, ImageFormat format)
    {
        var path = _folder["picture" + ImageFile.Extension(format)];
        File.WriteAllBytes(path, ImageFile.Write(image, format));
        return path;
    }

    // PNG's checksum, which is zip's.
    private static byte[] Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum >> 1) ^ ((sum & 1) == 0 ? 0 : 0xEDB88320u);
            }
        }
        sum = ~sum;
        return [(byte)(sum >> 24), (byte)(sum >> 16), (byte)(sum >> 8), (byte)sum];
    }
}
