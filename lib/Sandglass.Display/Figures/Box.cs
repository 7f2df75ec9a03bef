namespace Sandglass.Display.Figures;

/// <summary>A rectangle of the layout in pixels, y downwards.</summary>
internal readonly record struct Box(double Left, double Top, double Right, double Bottom)
{
    /// <summary>The rectangle of a size around a middle.</summary>
    public static Box Around(double x, double y, double width, double height) =>
        new(x - width / 2, y - height / 2, x + width / 2, y + height / 2);

    /// <summary>The area that two rectangles share, in square pixels.</summary>
    public double Shared(Box other)
    {
        var width = Math.Min(Right, other.Right) - Math.Max(Left, other.Left);
        var height = Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top);
        return width > 0 && height > 0 ? width * height : 0;
    }
}
