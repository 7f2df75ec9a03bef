using Sandglass.Detection.Boxes;

namespace Sandglass.Detection.Data.Generated;

/// <summary>An object of a generated picture.</summary>
/// <param name="Class">Its class.</param>
/// <param name="Box">Tight edges around its visible pixels, in pixels.</param>
/// <param name="Visible">Share of its pixels that nothing in front of it hides, in [0.5, 1].</param>
internal readonly record struct SceneObject(int Class, Box Box, double Visible)
{
    public bool IsDifficult => Visible < SceneRule.EasilyVisible;

    public bool IsTruncated => Visible < 1;
}
