using Sandglass.Images;
using Sandglass.Runtime;

namespace Benchmarks.Pictures;

/// <summary>
/// JPEG files of ImageNet's usual size: 500 x 375 pixels, quality 90, colours at half the resolution. They are drawn: textures at two
/// scales, colours that differ less than brightness does, and so much grain that a file has about 100 kB, as photographs have.
/// </summary>
internal static class DrawnPictures
{
    private const int Width = 500;
    private const int Height = 375;
    private const int FineSide = 64;
    private const int Quality = 90;
    private const double Grain = 20;

    /// <summary>Writes some into a folder.</summary>
    /// <returns>Their paths.</returns>
    internal static string[] Write(string folder, int count) =>
    [
        .. Enumerable.Range(0, count).Select(number =>
        {
            var path = Path.Combine(folder, FormattableString.Invariant($"{number:000}.jpg"));
            File.WriteAllBytes(path, ImageFile.Write(Draw(new RandomStreams(number).Open("picture")), ImageFormat.Jpeg, Quality));
            return path;
        }),
    ];

    private static PixelImage Draw(RandomStream random)
    {
        var (shared, fine) = (Texture.Paint(Width, random), Texture.Paint(FineSide, random));
        var colours = Enumerable.Range(0, 3).Select(_ => Texture.Paint(Width, random)).ToArray();
        var middle = fine.Average();
        var pixels = new byte[Width * Height * 3];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (x, y) = (i / 3 % Width, i / 3 / Width);
            var detail = fine[(y % FineSide * FineSide) + (x % FineSide)] - middle;
            var level = (0.6 * shared[i / 3]) + (0.3 * colours[i % 3][i / 3]) + detail + 40 + (Grain * random.NextGaussian());
            pixels[i] = (byte)Math.Clamp(level, 0, 255);
        }

        return new PixelImage(Width, Height, 3, pixels);
    }
}
