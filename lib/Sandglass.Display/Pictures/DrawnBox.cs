using Sandglass.Detection.Boxes;
using Sandglass.Display.Style;

namespace Sandglass.Display.Pictures;

/// <summary>A box on a picture.</summary>
/// <param name="Box">Where, as shares of the picture's sides.</param>
/// <param name="Colour">Its colour as <c>#RRGGBB</c>.</param>
/// <param name="Line">Form of its line.</param>
/// <param name="Width">Width of its line in pixels.</param>
/// <param name="Tag">What stands beside it on its colour; empty for nothing.</param>
internal sealed record DrawnBox(Box Box, string Colour, LineForm Line, float Width, string Tag = "");
