using System.Security.Cryptography;

namespace Sandglass.Images.Tests;

public class SquareScalingTests
{
    // Bytes of Pillow 9.4: im.crop(centred square).resize((side, side), Image.BILINEAR).
    [Fact]
    public void A_small_picture_is_scaled_as_Pillow_does()
    {
        Assert.Equal(
            [42, 65, 90, 113, 97, 139, 173, 155, 156, 150, 153, 146, 181, 144, 147, 122], Picture(13, 9, 1).ToSquare(4).Pixels);
        Assert.Equal(
            [6, 56, 106, 17, 67, 117, 27, 77, 127, 24, 74, 124, 42, 92, 142, 59, 109, 159, 42, 92, 142, 66, 116, 166, 90, 140, 190],
            Picture(4, 5, 3).ToSquare(3).Pixels);
    }

    [Theory]
    [InlineData(640, 480, 3, 32, "64bdee62065100512b288cc873dfafc603fa4b7f810e2dafb8cc69ce94e58130")]
    [InlineData(97, 300, 1, 28, "6d59d89d948381f4ba4158f4ecdb728744efc345e6d0d6133b6c979b3d75f18b")]
    [InlineData(20, 20, 3, 64, "3a1541e6f8ef9728f01051478c326023fc6c1209d805c104cc5b0e4c2c453a13")]
    [InlineData(33, 32, 1, 32, "e3c69241d413e045bb4e0d6882641eaf54813796784253301c01a850390528e9")]
    public void So_are_others_made_smaller_larger_and_only_cut(int width, int height, int channels, int side, string sha256)
    {
        var square = Picture(width, height, channels).ToSquare(side);
        Assert.Equal((side, side, channels), (square.Width, square.Height, square.Channels));
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(square.Pixels)));
    }

    private static PixelImage Picture(int width, int height, int channels) => new(width, height, channels,
    [
        .. from y in Enumerable.Range(0, height)
           from x in Enumerable.Range(0, width)
           from channel in Enumerable.Range(0, channels)
           select (byte)((x * 7) + (y * 13) + (channel * 50) + (x * y % 31 * 5)),
    ]);
}
