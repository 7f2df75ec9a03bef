using Sandglass.Detection.Boxes;

namespace Sandglass.Display.Pictures;

/// <summary>Some prior boxes to draw on one copy of a picture.</summary>
/// <param name="Heading">What they are, such as <c>8 x 8, at one place</c>.</param>
/// <param name="Priors">The priors, as shares of the picture's sides.</param>
/// <param name="Matched">Those that answer for an object.</param>
public sealed record PriorPanel(string Heading, IReadOnlyList<Box> Priors, IReadOnlyList<Box> Matched);
