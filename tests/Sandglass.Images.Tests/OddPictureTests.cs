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

    // What is turned is decoded by SkiaSharp, what is not by the system's libjpeg-turbo where there is one.
    [Theory]
    [InlineData(3)]
    [InlineData(75)]
    public void Every_decoder_gives_the_same_bytes(int quality)
    {
        var pixels = new byte[61 * 43 * 3];
        new Random(9).NextBytes(pixels);
        var jpeg = ImageFile.Write(new PixelImage(61, 43, 3, pixels), ImageFormat.Jpeg, quality);
        var plain = ImageFile.Parse(jpeg, "a.jpg", 3, Remedy).Pixels;
        var mirrored = ImageFile.Parse(OddPictures.WithOrientation(jpeg, 2), "a.jpg", 3, Remedy).Pixels;
        Assert.Equal(plain, mirrored.Chunk(61 * 3).SelectMany(row => row.Chunk(3).Reverse()).SelectMany(pixel => pixel));
    }

    [Fact]
    public void Sixteen_bits_and_four_inks_are_read()
    {
        Assert.All(ImageFile.Parse(OddPictures.Png(5, 3, 0x8001, bits: 16), "a.png", 3, Remedy).Pixels, level => Assert.Equal(0x80, level));
        var inks = ImageFile.Parse(OddPictures.FourInks(), "a.jpg", 3, Remedy);
        Assert.Equal((8, 8), (inks.Width, inks.Height));
        Assert.Single(inks.Pixels.Distinct());
    }

    // Files of Pillow 9.4 (and, of sixteen bits a channel, of Python's zlib) with 6 x 4 pixels, and the bytes of its convert("RGB").
    [Theory]
    [InlineData(
        "four inks, inverted as Adobe does",
        "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4LCxAWEBETFBUVFQwPFxgWFBgSFBUU/8AAFAgABAAGBEMRAE0RAFkRAEsRAP/EABYAAQEBAAAAAAAAAAAAAAAAAAUDB//EACoQAAACBA4DAAAAAAAAAAAAAAABAgYHGAgJFiQ2QUNRVVZhdKGisdHS/9oADgRDAE0AWQBLAAA/AKxj1P0dwl4MFPttZzB1S+gjBNZIrUmDmVkVZXloNjeSXvFeD9j/2Q==",
        "//8B1/8Zrv8ziP9MXv9jN/9+2KUWtqUqk6VAc6VWUKVpL6WArlwik1wyd1xEXVxVQFxlJlx3iCgpcyg1XShDSShRMihdHShr")]
    [InlineData(
        "progressive JPEG",
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGBYUGBIUFRT/2wBDAQMEBAUEBQkFBQkUDQsNFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBT/wgARCAAEAAYDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAL/xAAUAQEAAAAAAAAAAAAAAAAAAAAF/9oADAMBAAIQAxAAAAGwAt//xAAWEAEBAQAAAAAAAAAAAAAAAAAFBBL/2gAIAQEAAQUCPCjx/8QAHBEAAQMFAAAAAAAAAAAAAAAAAwABBAUUIjFR/9oACAEDAQE/AaLINYCzfXV//8QAGxEAAgEFAAAAAAAAAAAAAAAAAQQAAwUUI5H/2gAIAQIBAT8Bu7bGbU2Hpn//xAAVEAEBAAAAAAAAAAAAAAAAAAAAM//aAAgBAQAGPwKb/8QAFRABAQAAAAAAAAAAAAAAAAAAAIH/2gAIAQEAAT8hmn//2gAMAwEAAgADAAAAEPP/xAAWEQADAAAAAAAAAAAAAAAAAAAAsdH/2gAIAQMBAT8Qcgp//8QAFxEAAwEAAAAAAAAAAAAAAAAAACFh8P/aAAgBAgEBPxCmdM//xAAYEAACAwAAAAAAAAAAAAAAAAAAARGx0f/aAAgBAQABPxCRuWH/2Q==",
        "AAzOFQ/HPw+xaQ6akg+DqRJ7DDnSJD7JUDy1eDycojyGuEB9DXa4JnmvUHibeHiConhsuHxiHaS6NqizYaediaaHsaZuyapn")]
    [InlineData(
        "JPEG, colours at half the resolution",
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGBYUGBIUFRT/2wBDAQMEBAUEBQkFBQkUDQsNFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBT/wAARCAAEAAYDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAP/xAAcEAABAwUAAAAAAAAAAAAAAAAAAQYHFCVCUdH/xAAUAQEAAAAAAAAAAAAAAAAAAAAG/8QAIBEAAAUDBQAAAAAAAAAAAAAAAAIEBQYVUtEBIyQxMv/aAAwDAQACEQMRAD8AvHsEs+gW3Y7TgAAMudnGtqOQfu82QshTgsoCXeN5u1yP/9k=",
        "AAzOFQ/HPw+xaQ6akg+DqRJ7DDnSJD7JUDy1eDycojyGuEB9DXa4JnmvUHibeHiConhsuHxiHaS6NqizYaediaaHsaZuyapn")]
    [InlineData(
        "palette with transparency",
        "iVBORw0KGgoAAAANSUhEUgAAAAYAAAAEAgMAAADQaqbQAAAADFBMVEWMlmkUlrRkPKhkAMFcW3wZAAAABHRSTlMAUKD/XCobTgAAABRJREFUeJxj+P+BIauBIYKBIYABAB2JA4LOUE1QAAAAAElFTkSuQmCC",
        "ZADBZADBZADBZADBZADBZADBFJa0ZDyoZDyoZDyoZDyojJZpFJa0FJa0ZDyojJZpjJZpjJZpFJa0FJa0jJZpjJZpjJZpjJZp")]
    [InlineData(
        "transparency",
        "iVBORw0KGgoAAAANSUhEUgAAAAYAAAAECAYAAACtBE5DAAAAHklEQVR42mNkYPjPoMHwXAMdszDYPGdgYMDEpEsAAOPIGBIpySMDAAAAAElFTkSuQmCC",
        "AAD/KADmUADNeAC0oACbyACCADzmKDzNUDy0eDyboDyCyDxpAHjNKHi0UHibeHiCoHhpyHhQALS0KLSbULSCeLRpoLRQyLQ3")]
    [InlineData(
        "grey with transparency",
        "iVBORw0KGgoAAAANSUhEUgAAAAYAAAAECAQAAAAHDYbIAAAAKklEQVR42mOUZeDU4NTg1ODS4NRgUWDgYuCEQhZFOJOTgUWBgZOBEyoLAEWDAgvEBGU7AAAAAElFTkSuQmCC",
        "HR0dJiYmLy8vODg4QkJCS0tLPT09R0dHUFBQWVlZYmJia2trXl5eZ2dncHBweXl5goKCi4uLfn5+h4eHkJCQmpqao6OjrKys")]
    [InlineData(
        "one bit",
        "iVBORw0KGgoAAAANSUhEUgAAAAYAAAAEAQAAAACFf3PuAAAAEElEQVR42mNgYAhh/sdwBwAFjgIyqgC+CwAAAABJRU5ErkJggg==",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAA////AAAA////AAAA////AAAAAAAA////AAAA////AAAA////////AAAA////////////")]
    [InlineData(
        "sixteen bits a channel",
        "iVBORw0KGgoAAAANSUhEUgAAAAYAAAAEEAIAAABy9gVXAAAAiklEQVR42g3MoRHEIBBG4V+kDwSGDs4wEVsBDZxA0sFKhkkXCJihhdURKAxFIJI27niff8DuB+PhX+86+uysoUXXC1e+xoMnPYCy6lUm2jijW3bJYrKUqTbbUhuHPcIBnHzO0xQuUhwYGezZJ18799CHZu008JXN3HLn2ylRSXGUGGLdT7cGCX3oDy8DPqGFaeuFAAAAAElFTkSuQmCC",
        "AAD/KADmUADNeAC0oACbyACCADzmKDzNUDy0eDyboDyCyDxpAHjNKHi0UHibeHiCoHhpyHhQALS0KLSbULSCeLRpoLRQyLQ3")]
    public void Every_kind_is_read_as_Pillow_reads_it(string kind, string file, string pixels)
    {
        var image = ImageFile.Parse(Convert.FromBase64String(file), kind, 3, Remedy);
        Assert.Equal((6, 4), (image.Width, image.Height));
        Assert.Equal(Convert.FromBase64String(pixels), image.Pixels);
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
