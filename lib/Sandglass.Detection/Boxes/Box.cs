namespace Sandglass.Detection.Boxes;

/// <summary>
/// An upright rectangle by its edges, in pixels or as shares of the image's sides, whichever its holder says. Edges are
/// continuous coordinates: a box from 0 to 10 is 10 wide, without the devkit's inclusive last pixel.
/// </summary>
/// <param name="Left">Left edge.</param>
/// <param name="Top">Upper edge.</param>
/// <param name="Right">Right edge.</param>
/// <param name="Bottom">Lower edge.</param>
public readonly record struct Box(float Left, float Top, float Right, float Bottom)
{
    /// <summary>Right minus left.</summary>
    public float Width => Right - Left;

    /// <summary>Bottom minus top.</summary>
    public float Height => Bottom - Top;

    /// <summary>Width times height; 0 where an edge lies on the wrong side.</summary>
    public float Area => Math.Max(0, Width) * Math.Max(0, Height);
}

/// <summary>An object that an annotation says is there.</summary>
/// <param name="Box">Where, as shares of the image's sides.</param>
/// <param name="Class">Index of its class, from 0; background is not a class.</param>
/// <param name="Difficult">Whether the annotation calls it difficult: it is neither found nor missed in the metric.</param>
public readonly record struct LabelledBox(Box Box, int Class, bool Difficult = false);

/// <summary>An object that a detector says is there.</summary>
/// <param name="Box">Where, as shares of the image's sides.</param>
/// <param name="Class">Index of its class, from 0; background is not a class.</param>
/// <param name="Score">The class's probability, in [0, 1].</param>
public readonly record struct ScoredBox(Box Box, int Class, float Score);

/// <summary>How much two boxes share, in single precision, as detectors match and suppress.</summary>
internal static class IntersectionOverUnion
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
