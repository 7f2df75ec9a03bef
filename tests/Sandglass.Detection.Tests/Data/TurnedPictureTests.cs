using Sandglass.Data;
using Sandglass.Detection.Data.Voc;
using Sandglass.Images.Tests;

namespace Sandglass.Detection.Tests.Data;

/// <summary>Pictures whose stored size is not the one that viewers show, and their annotations.</summary>
public sealed class TurnedPictureTests : IDisposable
{
    private readonly SmallDevkit _devkit = new();

    public void Dispose() => _devkit.Dispose();

    [Fact]
    public void A_square_picture_is_turned_too()
    {
        Write("a", 16, 16, OddPictures.WithOrientation(OddPictures.Quarters(16, 16, 40, 100, 160, 220), 6));
        Assert.Equal(160, Open().Read(0).Image.Pixels[0], 8.0);
    }

    [Fact]
    public void The_annotation_is_of_the_turned_picture()
    {
        var jpeg = OddPictures.WithOrientation(OddPictures.Quarters(32, 16, 40, 100, 160, 220), 8);
        Write("a", 16, 32, jpeg);
        Assert.Equal((16, 32), (Open().Read(0).Image.Width, Open().Read(0).Image.Height));
        Write("a", 32, 16, jpeg);
        Assert.Contains("EXIF orientation 8 turns it to 16 x 32", Assert.Throws<DataFormatException>(() => Open().Read(0)).Message);
        Write("a", 32, 32, jpeg);
        Assert.Contains("belongs to another image", Assert.Throws<DataFormatException>(() => Open().Read(0)).Message);
    }

    [Fact]
    public void A_picture_larger_than_its_annotation_is_not_decoded()
    {
        Write("a", 50, 40, OddPictures.Png(8, 8, 0, bits: 8, (5000, 5000)));
        Assert.Contains("5000 x 5000", Assert.Throws<DataFormatException>(() => Open().Read(0)).Message);
    }

    private void Write(string id, int width, int height, byte[] picture)
    {
        _devkit.Add("VOC2007", id, "", width, height);
        File.WriteAllBytes(_devkit["VOC2007", "JPEGImages", id + ".jpg"], picture);
        _devkit.List("VOC2007", "test", id);
    }

    private VocSet Open() => VocSet.Open(_devkit.Path, [VocPart.Parse("VOC2007/test")]);
}
