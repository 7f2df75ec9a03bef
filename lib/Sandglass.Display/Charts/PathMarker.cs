using Sandglass.Display.Style;
using ScottPlot;
using SkiaSharp;

namespace Sandglass.Display.Charts;

/// <summary>
/// Triangles and diamonds, the same as ScottPlot's to the last bit. ScottPlot leaves the path of its own to the garbage collector,
/// which may free it while Skia still draws it: then the process ends, or another path is drawn.
/// </summary>
internal sealed class PathMarker : IMarker
{
    private readonly Func<Pixel, float, SKPoint[]> _corners;

    private PathMarker(Func<Pixel, float, SKPoint[]> corners) => _corners = corners;

    /// <summary>Draws a form; null for those that ScottPlot draws without a path.</summary>
    public static PathMarker? Of(MarkerForm form) => form switch
    {
        MarkerForm.Triangle => new PathMarker(Triangle),
        MarkerForm.Diamond => new PathMarker(Diamond),
        _ => null,
    };

    public void Render(SKCanvas canvas, Paint paint, Pixel center, float size, MarkerStyle markerStyle)
    {
        using var path = new SKPath();
        path.AddPoly(_corners(center, size));
        Drawing.FillPath(canvas, paint, path, markerStyle.FillStyle);
        Drawing.DrawPath(canvas, paint, path, markerStyle.OutlineStyle);
    }

    private static SKPoint[] Triangle(Pixel centre, float side)
    {
        var radius = (float)(side / 1.732);
        var (right, down) = ((float)(radius * 0.866), radius / 2);
        return [new(centre.X, centre.Y - radius), new(centre.X + right, centre.Y + down), new(centre.X - right, centre.Y + down)];
    }

    private static SKPoint[] Diamond(Pixel centre, float width)
    {
        var radius = width / 2;
        return [new(centre.X + radius, centre.Y), new(centre.X, centre.Y + radius), new(centre.X - radius, centre.Y), new(centre.X, centre.Y - radius)];
    }
}
