namespace Sandglass.Detection.Boxes;

/// <summary>How much two boxes share, in single precision, as detectors match and suppress.</summary>
public static class IntersectionOverUnion
{
    /// <summary>
    /// Area of the intersection over area of the union (Jaccard), in [0, 1]; 0 where both boxes are empty. The released
    /// code adds 1e-5 to the union, which moves the overlap of small boxes and is left out here.
    /// </summary>
    public static float Of(in Box a, in Box b)
    {
        var width = Math.Max(0, Math.Min(a.Right, b.Right) - Math.Max(a.Left, b.Left));
        var height = Math.Max(0, Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Top, b.Top));
        var shared = width * height;
        var union = a.Area + b.Area - shared;
        return union > 0 ? shared / union : 0;
    }
}
