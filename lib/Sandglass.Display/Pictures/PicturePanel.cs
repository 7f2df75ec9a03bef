using Sandglass.Detection.Data;

namespace Sandglass.Display.Pictures;

/// <summary>A picture with boxes on it.</summary>
/// <param name="Heading">What stands above it.</param>
/// <param name="Image">The picture.</param>
/// <param name="Boxes">The boxes, later ones over earlier ones.</param>
internal sealed record PicturePanel(string Heading, PixelImage Image, IReadOnlyList<DrawnBox> Boxes);
