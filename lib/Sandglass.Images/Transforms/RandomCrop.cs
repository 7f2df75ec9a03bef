using Sandglass.Runtime;

namespace Sandglass.Images.Transforms;

/// <summary>The part of a picture that a training step sees: what torchvision's <c>RandomResizedCrop</c> resizes.</summary>
internal static class RandomCrop
{
    private const int Tries = 10;
    private const double Narrowest = 3.0 / 4;
    private const double Widest = 4.0 / 3;

    /// <summary>
    /// A box with a share of the area that is uniform in [least, 1] and a ratio of width to height between 3:4 and 4:3, uniform in its
    /// logarithm; if ten of them do not fit, the largest centred one of an allowed ratio.
    /// </summary>
    public static PixelBox Draw(int width, int height, double leastArea, RandomStream random)
    {
        for (var i = 0; i < Tries; i++)
        {
            var area = (double)width * height * (leastArea + ((1 - leastArea) * random.NextDouble()));
            var ratio = Math.Exp(Math.Log(Narrowest) + (random.NextDouble() * (Math.Log(Widest) - Math.Log(Narrowest))));
            var (across, down) = ((int)Math.Round(Math.Sqrt(area * ratio)), (int)Math.Round(Math.Sqrt(area / ratio)));
            if (across > 0 && down > 0 && across <= width && down <= height)
            {
                return new PixelBox(random.NextInt32(width - across + 1), random.NextInt32(height - down + 1), across, down);
            }
        }

        return Fallback(width, height);
    }

    /// <summary>The largest centred box whose ratio is allowed.</summary>
    internal static PixelBox Fallback(int width, int height)
    {
        var ratio = (double)width / height;
        var across = ratio > Widest ? (int)Math.Round(height * Widest) : width;
        var down = ratio < Narrowest ? (int)Math.Round(width / Narrowest) : height;
        return Centred(width, height, across, down);
    }

    /// <summary>A box in the middle.</summary>
    internal static PixelBox Centred(int width, int height, int across, int down) => new((width - across) / 2, (height - down) / 2, across, down);
}
