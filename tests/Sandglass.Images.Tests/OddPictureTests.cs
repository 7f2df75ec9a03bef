using Sandglass.Data;

namespace Sandglass.Images.Tests;

/// <summary>Pictures that viewers show and others that they do not.</summary>
public class OddPictureTests
{
    private const string Remedy = "give another file";

    [Theory]
    [InlineData(1, 'a', 'b', 'c', 'd')]
    [InlineData(2, 'b', 'a', 'd', 'c')]
    [InlineData(3, 'd', 'c', 'b', 'a')]
    [InlineData(4, 'c', 'd', 'a', 'b')]
    [InlineData(5, 'a', 'c', 'b', 'd')]
    [InlineData(6, 'c', 'a', 'd', 'b')]
    [InlineData(7, 'd', 'b', 'c', 'a')]
    [InlineData(8, 'b', 'd', 'a', 'c')]
    [InlineData(9, 'a', 'b', 'c', 'd')] // there is no such orientation
    [InlineData(0, 'a', 'b', 'c', 'd')]
    public void A_picture_is_turned_by_its_orientation(int orientation, params char[] corners)
    {
        var jpeg = OddPictures.WithOrientation(OddPictures.Quarters(32, 16, 40, 100, 160, 220), orientation);
        foreach (var channels in (int[])[1, 3])
        {
            var image = ImageFile.Parse(jpeg, "a.jpg", channels, Remedy);
            Assert.Equal(orientation is >= 5 and <= 8 ? (16, 32) : (32, 16), (image.Width, image.Height));
            int At(int x, int y) => image.Pixels[((y * image.Width) + x) * channels];
            var (right, bottom) = (image.Width - 1, image.Height - 1);
            Assert.Equal(corners, new[] { At(0, 0), At(right, 0), At(0, bottom), At(right, bottom) }.Select(level => (char)('a' + (level / 60))));
        }
    }

    [Fact]
    public void Sixteen_bits_and_four_inks_are_read()
    {
        Assert.All(ImageFile.Parse(OddPictures.Png(5, 3, 0x8001, bits: 16), "a.png", 3, Remedy).Pixels, level => Assert.Equal(0x80, level));
        var inks = ImageFile.Parse(OddPictures.FourInks(), "a.jpg", 3, Remedy);
        Assert.Equal((8, 8), (inks.Width, inks.Height));
        Assert.Single(inks.Pixels.Distinct());
    }

    [Theory]
    [InlineData(60_000, 60_000)]
    [InlineData(1, 40_000_000)]
    [InlineData(0, 5)]
    [InlineData(-1, -1)]
    public void Sizes_are_checked_before_memory_is_asked_for(int width, int height)
    {
        var bomb = OddPictures.Png(8, 8, 0, bits: 8, (width, height));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<DataFormatException>(() => ImageFile.Parse(bomb, "a.png", 1, Remedy));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Other_formats_are_refused_whatever_their_name()
    {
        var gif = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==");
        Assert.Contains("JPEG or PNG", Assert.Throws<DataFormatException>(() => ImageFile.Parse(gif, "a.jpg", 3, Remedy)).Message);
    }
}
