using Sandglass.Data;

namespace Sandglass.Tests.Data;

/// <summary>Small datasets whose every pixel is a different kind of number.</summary>
internal static class SmallImages
{
    public static ImageDataset Make(int count = 50, int channels = 3, int height = 6, int width = 5, int classes = 5)
    {
        var pixels = new byte[count * channels * height * width];
        new Random(7).NextBytes(pixels);
        var labels = Enumerable.Range(0, count).Select(i => (byte)(i % classes)).ToArray();
        return ImageDataset.FromBytes(
            "small", [.. Enumerable.Range(0, classes).Select(c => $"class {c}")], pixels, (channels, height, width), labels);
    }
}
