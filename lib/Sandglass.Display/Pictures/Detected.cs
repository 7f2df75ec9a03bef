using Sandglass.Detection.Boxes;
using Sandglass.Detection.Data;

namespace Sandglass.Display.Pictures;

/// <summary>A picture and what a detector says about it.</summary>
/// <param name="Heading">What stands above it, such as the detector's name.</param>
/// <param name="Sample">The picture with what is truly on it.</param>
/// <param name="Boxes">What the detector says.</param>
public sealed record Detected(string Heading, DetectionSample Sample, IReadOnlyList<ScoredBox> Boxes);
