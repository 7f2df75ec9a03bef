using Sandglass.Detection.Boxes;

namespace Sandglass.Detection.Metric;

/// <summary>
/// Intersection over union as the VOC devkit computes it. The devkit's boxes name their first and last pixel, counted
/// from 1, and a width is last - first + 1; ours name their edges, left = first - 1 and right = last. So its "+ 1" is in
/// the edges already, and one ratio of continuous areas is both. Shares of the image's sides and pixels give the same
/// ratio, because both axes cancel.
/// </summary>
internal static class Overlap
{
    /// <summary>The ratio, in [0, 1], in double precision; 0 where the boxes do not share an area.</summary>
    public static double Of(Box a, Box b)
    {
        var width = Math.Min((double)a.Right, b.Right) - Math.Max((double)a.Left, b.Left);
        var height = Math.Min((double)a.Bottom, b.Bottom) - Math.Max((double)a.Top, b.Top);
        if (!(width > 0 && height > 0))
        {
            return 0;
        }
        var shared = width * height;
        return shared / (Area(a) + Area(b) - shared);
    }

    private static double Area(Box box) => ((double)box.Right - box.Left) * ((double)box.Bottom - box.Top);
}
