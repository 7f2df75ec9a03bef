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
