using Sandglass.Detection.Boxes;
using Sandglass.Detection.Metric;
using Sandglass.Runtime;

namespace Sandglass.Detection.Data;

/// <summary>
/// Changes pictures at random. Each part has a stream of its own, named by epoch and position, so that one part that is
/// switched off leaves the numbers of the others as they were.
/// </summary>
internal sealed class Augmenter(DetectionAugmentation augmentation, RandomStreams streams, float[] fill)
{
    private const int MostAttempts = 50;

    // How much the part overlaps some object at least; 0 for any amount, null for the whole picture.
    private static readonly double?[] LeastOverlaps = [null, 0.1, 0.3, 0.7, 0.9, 0];

    /// <summary>The picture as it stands at a position of an epoch.</summary>
    public View Change(DetectionSample sample, int epoch, int position)
    {
        RandomStream Open(string part) => streams.Open(FormattableString.Invariant($"detection/augment/{epoch}/{position}/{part}"));
        var image = FloatImage.Of(sample.Image);
        if (augmentation.DistortColours)
        {
            new ColourDistortion(image, Open("colours")).Apply();
        }
        var view = View.Of(image, sample.Objects, fill);
        if (augmentation.LargestExpansion > 1)
        {
            view = Expand(view, augmentation.LargestExpansion, Open("expansion"));
        }
        if (augmentation.Crop)
        {
            view = Crop(view, Open("crop"));
        }
        return augmentation.Mirror && Open("mirror").NextInt32(2) == 1 ? view.Mirrored() : view;
    }

    /// <summary>Half the time the view in a larger one.</summary>
    internal static View Expand(View view, double largest, RandomStream random)
    {
        if (random.NextInt32(2) == 0)
        {
            return view;
        }
        var ratio = 1 + ((largest - 1) * random.NextDouble());
        var (width, height) = ((int)(view.Width * ratio), (int)(view.Height * ratio));
        var (left, top) = (random.NextInt32(width - view.Width + 1), random.NextInt32(height - view.Height + 1));
        return view.Expanded(width, height, left, top);
    }

    /// <summary>The view or a part of it.</summary>
    internal static View Crop(View view, RandomStream random)
    {
        if (view.Objects.Count == 0)
        {
            return view;
        }
        while (LeastOverlaps[random.NextInt32(LeastOverlaps.Length)] is { } least)
        {
            for (var attempt = 0; attempt < MostAttempts; attempt++)
            {
                if (Part(view, random) is { } part && IsGood(view, part, least))
                {
                    return view.Cropped(part.Left, part.Top, part.Right, part.Bottom);
                }
            }
        }
        return view;
    }

    private static (int Left, int Top, int Right, int Bottom)? Part(View view, RandomStream random)
    {
        var (width, height) = ((0.3 + (0.7 * random.NextDouble())) * view.Width, (0.3 + (0.7 * random.NextDouble())) * view.Height);
        var (left, top) = (random.NextDouble() * (view.Width - width), random.NextDouble() * (view.Height - height));
        var part = ((int)left, (int)top, (int)(left + width), (int)(top + height));
        return height / width is >= 0.5 and <= 2 && width >= 1 && height >= 1 ? part : null;
    }

    private static bool IsGood(View view, (int Left, int Top, int Right, int Bottom) part, double least)
    {
        var box = new Box(part.Left, part.Top, part.Right, part.Bottom);
        return view.Objects.Max(o => Overlap.Of(o.Box, box)) >= least
            && view.Objects.Any(o => View.HoldsCentre(o.Box, part.Left, part.Top, part.Right, part.Bottom));
    }
}
