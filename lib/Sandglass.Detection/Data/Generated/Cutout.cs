namespace Sandglass.Detection.Data.Generated;

/// <summary>
/// One garment cut out of its black ground: the smallest rectangle around it, its greys, and which pixels belong to it.
/// Dark pixels inside the outline do; dark pixels that the picture's border reaches do not.
/// </summary>
/// <param name="Class">Its class.</param>
/// <param name="Width">Pixels of a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Greys">Grey of each pixel.</param>
/// <param name="Belongs">1 for the garment, 0 for the ground.</param>
internal sealed record Cutout(int Class, int Width, int Height, byte[] Greys, byte[] Belongs)
{
    // JPEG-like specks around the garments are darker than this, garments hardly ever.
    private const int DarkestGarment = 16;

    /// <summary>Cuts the garment out; null for a picture that is all ground.</summary>
    /// <param name="number">The class.</param>
    /// <param name="picture">Greys of a square picture, row by row.</param>
    /// <param name="side">Its side.</param>
    public static Cutout? Of(int number, ReadOnlySpan<byte> picture, int side)
    {
        var ground = Ground(picture, side);
        var (left, top, right, bottom) = (side, side, 0, 0);
        for (var i = 0; i < ground.Length; i++)
        {
            if (!ground[i])
            {
                (left, right) = (Math.Min(left, i % side), Math.Max(right, (i % side) + 1));
                (top, bottom) = (Math.Min(top, i / side), Math.Max(bottom, (i / side) + 1));
            }
        }
        if (left >= right)
        {
            return null;
        }
        var (width, height) = (right - left, bottom - top);
        var (greys, belongs) = (new byte[width * height], new byte[width * height]);
        for (var i = 0; i < greys.Length; i++)
        {
            var from = ((top + (i / width)) * side) + left + (i % width);
            (greys[i], belongs[i]) = (picture[from], ground[from] ? (byte)0 : (byte)1);
        }
        return new Cutout(number, width, height, greys, belongs);
    }

    // What is dark and joined, by sides, to a dark pixel of the border.
    private static bool[] Ground(ReadOnlySpan<byte> picture, int side)
    {
        var ground = new bool[side * side];
        var waiting = new Stack<int>();
        for (var i = 0; i < side; i++)
        {
            foreach (var border in (ReadOnlySpan<int>)[i, (side * (side - 1)) + i, side * i, (side * i) + side - 1])
            {
                waiting.Push(border);
            }
        }
        while (waiting.TryPop(out var at))
        {
            if (ground[at] || picture[at] >= DarkestGarment)
            {
                continue;
            }
            ground[at] = true;
            var (x, y) = (at % side, at / side);
            if (x > 0) { waiting.Push(at - 1); }
            if (x < side - 1) { waiting.Push(at + 1); }
            if (y > 0) { waiting.Push(at - side); }
            if (y < side - 1) { waiting.Push(at + side); }
        }
        return ground;
    }
}
