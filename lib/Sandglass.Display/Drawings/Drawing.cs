namespace Sandglass.Display.Drawings;

/// <summary>Plain geometry, drawn later parts over earlier ones: as SVG, as PNG, or as shapes of Plotly.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Title">What is drawn, for those who do not see it.</param>
/// <param name="Shapes">The parts.</param>
internal sealed record Drawing(double Width, double Height, string Title, IReadOnlyList<Shape> Shapes)
{
    /// <summary>Drawings one below the other.</summary>
    public static Drawing Stack(string title, IReadOnlyList<Drawing> drawings)
    {
        var shapes = new List<Shape>();
        var top = 0.0;
        foreach (var drawing in drawings)
        {
            shapes.AddRange(drawing.Shapes.Select(shape => shape.Lower(top)));
            top += drawing.Height;
        }
        return new Drawing(drawings.Max(drawing => drawing.Width), top, title, shapes);
    }
}
