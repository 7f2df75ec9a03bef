namespace Sandglass.Analysis.Manifold;

/// <summary>A point of the plane.</summary>
/// <param name="X">Coordinate to the right.</param>
/// <param name="Y">Coordinate upwards.</param>
public readonly record struct PlanePoint(double X, double Y);
