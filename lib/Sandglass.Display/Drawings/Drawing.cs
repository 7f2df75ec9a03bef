namespace Sandglass.Display.Drawings;

/// <summary>Plain geometry in pixels, drawn later parts over earlier ones: as SVG, as PNG, or as shapes of Plotly.</summary>
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

/// <summary>A place on a drawing: pixels of the layout, right and down from the upper left corner.</summary>
internal readonly record struct Place(double X, double Y)
{
    public Place Lower(double by) => new(X, Y + by);
}

/// <summary>A part of a drawing. Colours are <c>#rrggbb</c>; null draws nothing.</summary>
internal abstract record Shape
{
    /// <summary>The same part so many pixels further down.</summary>
    public Shape Lower(double by) => this switch
    {
        Area area => area with { Corners = [.. area.Corners.Select(place => place.Lower(by))] },
        Stroke line => line with { Places = [.. line.Places.Select(place => place.Lower(by))] },
        Disc disc => disc with { Centre = disc.Centre.Lower(by) },
        Caption text => text with { At = text.At.Lower(by) },
        _ => throw new ArgumentOutOfRangeException(nameof(by), this, "A shape without a place."),
    };
}

/// <summary>A closed outline, with the name of the layer that it stands for; empty for none.</summary>
internal sealed record Area(string Name, IReadOnlyList<Place> Corners, string? Fill, string? Stroke) : Shape;

/// <summary>An open line.</summary>
internal sealed record Stroke(IReadOnlyList<Place> Places, string Colour, double Width, bool Dashed = false) : Shape;

/// <summary>A circle.</summary>
internal sealed record Disc(Place Centre, double Radius, string Fill, string Colour) : Shape;

/// <summary>One line of text, around the middle of its left edge or, where it is centred, of the line.</summary>
internal sealed record Caption(
    string Words, Place At, double Size, string Colour, bool Bold = false, bool Centred = true) : Shape;

/// <summary>Colours between a colour and white, without transparency, so that every renderer shows the same.</summary>
internal static class Tint
{
    /// <summary>The colour with <paramref name="share"/> of it left, from 0 (white) to 1 (itself).</summary>
    public static string Of(string colour, double share)
    {
        var rgb = Convert.FromHexString(colour.AsSpan(1));
        var mixed = rgb.Select(part => (byte)Math.Round(255 + (share * (part - 255)))).ToArray();
        return "#" + Convert.ToHexStringLower(mixed);
    }
}
