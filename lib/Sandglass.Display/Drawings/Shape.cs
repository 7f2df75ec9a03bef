namespace Sandglass.Display.Drawings;

/// <summary>A place on a drawing: pixels of the layout, right and down from the upper left corner.</summary>
internal readonly record struct Place(double X, double Y)
{
    /// <summary>The place so many pixels further down.</summary>
    public Place Lower(double by) => new(X, Y + by);
}

/// <summary>A part of a drawing. Colours are <c>#rrggbb</c>; null draws nothing.</summary>
internal abstract record Shape
{
    /// <summary>The same part so many pixels further down.</summary>
    public abstract Shape Lower(double by);
}

/// <summary>A closed outline.</summary>
/// <param name="Name">The layer that it stands for; empty for none.</param>
/// <param name="Corners">Its corners in order.</param>
/// <param name="Fill">Colour inside.</param>
/// <param name="Stroke">Colour of the outline.</param>
internal sealed record Area(string Name, IReadOnlyList<Place> Corners, string? Fill, string? Stroke) : Shape
{
    /// <inheritdoc/>
    public override Shape Lower(double by) => this with { Corners = [.. Corners.Select(place => place.Lower(by))] };
}

/// <summary>An open line.</summary>
/// <param name="Places">Its corners in order.</param>
/// <param name="Colour">Its colour.</param>
/// <param name="Width">Its width in pixels.</param>
/// <param name="Dashed">Whether it is broken.</param>
internal sealed record Stroke(IReadOnlyList<Place> Places, string Colour, double Width, bool Dashed = false) : Shape
{
    /// <inheritdoc/>
    public override Shape Lower(double by) => this with { Places = [.. Places.Select(place => place.Lower(by))] };
}

/// <summary>A circle.</summary>
/// <param name="Centre">Its centre.</param>
/// <param name="Radius">Its radius in pixels.</param>
/// <param name="Fill">Colour inside.</param>
/// <param name="Colour">Colour of the outline.</param>
internal sealed record Disc(Place Centre, double Radius, string Fill, string Colour) : Shape
{
    /// <inheritdoc/>
    public override Shape Lower(double by) => this with { Centre = Centre.Lower(by) };
}

/// <summary>One line of text.</summary>
/// <param name="Words">What it says.</param>
/// <param name="At">The middle of its left edge, or of the line where it is centred.</param>
/// <param name="Size">Height of the letters in pixels.</param>
/// <param name="Colour">Its colour.</param>
/// <param name="Bold">Whether it is bold.</param>
/// <param name="Centred">Whether <paramref name="At"/> is its middle.</param>
internal sealed record Caption(
    string Words, Place At, double Size, string Colour, bool Bold = false, bool Centred = true) : Shape
{
    /// <inheritdoc/>
    public override Shape Lower(double by) => this with { At = At.Lower(by) };
}
