using Fuzzing;
using Sandglass.Data;
using Workbench.Tests;

namespace Sandglass.Images.Tests;

/// <summary>Damaged pictures, by seed: each is read, or refused with the one typed error.</summary>
[Collection(FuzzTests.Alone)]
public class PictureFuzzTests
{
    [DeepFact]
    public void Pictures()
    {
        byte[][] good =
        [
            OddPictures.WithOrientation(OddPictures.Quarters(32, 16, 40, 100, 160, 220), 6),
            OddPictures.Quarters(40, 40, 40, 100, 160, 220),
            OddPictures.FourInks(),
            OddPictures.Png(20, 10, 0x8001, bits: 16),
            ImageFile.Write(new PixelImage(20, 10, 3, new byte[600]), ImageFormat.Png),
        ];
        var (read, refused) = new FuzzRuns("pictures", 1500) { MostAllocated = 256 << 20 }.Run(
            random =>
            {
                var bytes = ByteMutations.Mutate(good[random.Next(good.Length)], random);
                var image = ImageFile.Parse(bytes, "a.jpg", random.Next(2) == 0 ? 1 : 3, "give another file");
                Assert.Equal(image.Width * image.Height * image.Channels, image.Pixels.Length);
            },
            IsOneLine);
        Assert.True(read > 0 && refused > 0);
    }

    private static bool IsOneLine(Exception fault) =>
        fault is DataFormatException && !fault.Message.Any(char.IsControl) && fault.Message.Length < 2000;
}
