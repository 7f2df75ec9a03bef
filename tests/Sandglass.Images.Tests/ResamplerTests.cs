using System.Security.Cryptography;
using Sandglass.Images.Tests.Transforms;

namespace Sandglass.Images.Tests;

public class ResamplerTests
{
    // Bytes of Pillow 9.4 by tests/parity/pillow_pixels.py: crop, resize, mirror.
    [Fact]
    public void A_small_box_is_resized_as_Pillow_does()
    {
        Assert.Equal(
            [64, 100, 142, 152, 128, 167, 175, 159, 173, 124, 153, 118],
            Resized(Pictures.Of(13, 9, 1), new(2, 1, 9, 7), 4, 3, Resampling.Bicubic, isMirrored: false));
        Assert.Equal(
            [138, 114, 75, 35, 147, 164, 149, 91, 131, 140, 151, 141],
            Resized(Pictures.Of(13, 9, 1), new(0, 0, 13, 9), 4, 3, Resampling.Bilinear, isMirrored: true));
        Assert.Equal(
            [11, 61, 111, 25, 75, 125, 32, 82, 132, 56, 106, 156],
            Resized(Pictures.Of(4, 3, 3), new(0, 0, 4, 3), 2, 2, Resampling.Bilinear, isMirrored: false));
    }

    [Theory]
    [InlineData(500, 375, 3, 61, 40, 300, 280, 224, 224, false, true, "433268cca210d3fba5de940fca6e08bd293e1ef709adccc1d110af4d7d2a58ac")]
    [InlineData(500, 375, 3, 0, 0, 500, 375, 224, 224, true, false, "e16234a59fa05b32be5a6807a8f412c17e50f7234a9de25c1ca04e97d46e0450")]
    [InlineData(50, 60, 3, 10, 10, 30, 50, 224, 224, true, false, "546b95d4a70315b081c9b0ee1e2158ea38c7ddff2e572c49de129e0481ea925d")]
    [InlineData(97, 300, 1, 1, 2, 90, 280, 31, 57, true, false, "d818326d5270852abdd2e62a27603d74ba27470d076c2724b706cb396c39c05e")]
    public void So_are_large_ones(
        int width, int height, int channels, int left, int top, int across, int down, int toWidth, int toHeight, bool isCubic, bool isMirrored, string sha256)
    {
        var resampling = isCubic ? Resampling.Bicubic : Resampling.Bilinear;
        var resized = Resized(Pictures.Of(width, height, channels), new(left, top, across, down), toWidth, toHeight, resampling, isMirrored);
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(resized)));
    }

    [Fact]
    public void A_flat_picture_stays_flat_and_its_own_size_changes_nothing()
    {
        var picture = Pictures.Of(37, 23, 3);
        foreach (var resampling in Enum.GetValues<Resampling>())
        {
            var flat = new PixelImage(9, 31, 3, [.. Enumerable.Repeat((byte)201, 9 * 31 * 3)]);
            Assert.All(Resized(flat, new(1, 2, 7, 20), 40, 3, resampling, isMirrored: true), level => Assert.Equal(201, level));
            Assert.Equal(picture.Pixels, Resized(picture, new(0, 0, 37, 23), 37, 23, resampling, isMirrored: false));
        }
    }

    [Fact]
    public void A_part_is_the_same_as_in_the_whole()
    {
        var (picture, part) = (Pictures.Of(60, 45, 3), new PixelBox(7, 5, 20, 11));
        var whole = Resized(picture, new(3, 4, 50, 40), 33, 30, Resampling.Bicubic, isMirrored: false);
        var alone = new byte[part.Width * part.Height * 3];
        Resampler.Resize(picture, new(3, 4, 50, 40), 33, 30, part, Resampling.Bicubic, isMirrored: false, alone);
        for (var y = 0; y < part.Height; y++)
        {
            Assert.Equal(whole.AsSpan((((part.Top + y) * 33) + part.Left) * 3, part.Width * 3), alone.AsSpan(y * part.Width * 3, part.Width * 3));
        }
    }

    [Theory]
    [InlineData(-1, 0, 5, 5)]
    [InlineData(0, 0, 11, 5)]
    [InlineData(3, 7, 2, 4)]
    [InlineData(0, 0, 0, 5)]
    public void A_box_outside_the_picture_is_refused(int left, int top, int width, int height) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Resized(Pictures.Of(10, 10, 3), new(left, top, width, height), 4, 4, Resampling.Bilinear, isMirrored: false));

    private static byte[] Resized(PixelImage image, PixelBox box, int width, int height, Resampling resampling, bool isMirrored)
    {
        var target = new byte[width * height * image.Channels];
        Resampler.Resize(image, box, width, height, new PixelBox(0, 0, width, height), resampling, isMirrored, target);
        return target;
    }
}
