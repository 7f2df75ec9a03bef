using Sandglass.Detection.Boxes;
using Sandglass.Images;

namespace Sandglass.Detection.Data;

/// <summary>
/// A picture as expansion, crop and mirror leave it, without a pixel being moved: a window onto a plain of one colour on
/// which the source lies. Boxes are in pixels of the window.
/// </summary>
/// <param name="Source">The picture.</param>
/// <param name="OffsetX">Where the source's left border lies in the window, before mirroring; negative where it is cut off.</param>
/// <param name="OffsetY">Where its upper border lies.</param>
/// <param name="Width">Width of the window.</param>
/// <param name="Height">Height of the window.</param>
/// <param name="IsMirrored">Whether left and right of the window are exchanged.</param>
/// <param name="Fill">Colour of the plain, a number a channel, from 0 to 255.</param>
/// <param name="Objects">The objects, inside the window.</param>
internal sealed record View(
    FloatImage Source, int OffsetX, int OffsetY, int Width, int Height, bool IsMirrored, float[] Fill, IReadOnlyList<LabelledBox> Objects)
{
    /// <summary>The whole picture; its objects are given as shares of its sides.</summary>
    public static View Of(FloatImage source, IReadOnlyList<LabelledBox> objects, float[] fill) => new(
        source, 0, 0, source.Width, source.Height, false, fill, [.. objects.Select(o => o with { Box = Scaled(o.Box, source.Width, source.Height) })]);

    /// <summary>A larger window, in which this one's upper left corner lies at (left, top).</summary>
    public View Expanded(int width, int height, int left, int top) => this with
    {
        OffsetX = OffsetX + left,
        OffsetY = OffsetY + top,
        Width = width,
        Height = height,
        Objects = [.. Objects.Select(o => o with { Box = Moved(o.Box, left, top) })],
    };

    /// <summary>A part of the window, with the objects whose centre is in it, cut off at its border.</summary>
    public View Cropped(int left, int top, int right, int bottom) => this with
    {
        OffsetX = OffsetX - left,
        OffsetY = OffsetY - top,
        Width = right - left,
        Height = bottom - top,
        Objects =
        [
            .. Objects.Where(o => HoldsCentre(o.Box, left, top, right, bottom)).Select(o => o with
            {
                Box = Moved(
                    new Box(Math.Max(o.Box.Left, left), Math.Max(o.Box.Top, top), Math.Min(o.Box.Right, right), Math.Min(o.Box.Bottom, bottom)),
                    -left,
                    -top),
            }),
        ],
    };

    /// <summary>The window with left and right exchanged.</summary>
    public View Mirrored() => this with
    {
        IsMirrored = !IsMirrored,
        Objects = [.. Objects.Select(o => o with { Box = o.Box with { Left = Width - o.Box.Right, Right = Width - o.Box.Left } })],
    };

    /// <summary>The objects as shares of the window's sides.</summary>
    public IReadOnlyList<LabelledBox> Shares() =>
        [.. Objects.Select(o => o with { Box = new Box(o.Box.Left / Width, o.Box.Top / Height, o.Box.Right / Width, o.Box.Bottom / Height) })];

    /// <summary>The first number of a pixel in the source; -1 on the plain.</summary>
    public int Place(int x, int y)
    {
        var (column, row) = ((IsMirrored ? Width - 1 - x : x) - OffsetX, y - OffsetY);
        return (uint)column < (uint)Source.Width && (uint)row < (uint)Source.Height ? ((row * Source.Width) + column) * Source.Channels : -1;
    }

    /// <summary>Whether the middle of a box lies strictly inside a part.</summary>
    public static bool HoldsCentre(Box box, int left, int top, int right, int bottom)
    {
        var (x, y) = ((box.Left + box.Right) / 2, (box.Top + box.Bottom) / 2);
        return left < x && x < right && top < y && y < bottom;
    }

    private static Box Moved(Box box, int right, int down) =>
        new(box.Left + right, box.Top + down, box.Right + right, box.Bottom + down);

    private static Box Scaled(Box box, int width, int height) =>
        new(box.Left * width, box.Top * height, box.Right * width, box.Bottom * height);
}

/// <summary>A picture of numbers from 0 to 255, row by row, the channels of a pixel side by side.</summary>
internal sealed class FloatImage(int width, int height, int channels, float[] values)
{
    public int Width { get; } = width;

    public int Height { get; } = height;

    public int Channels { get; } = channels;

    public float[] Values { get; } = values;

    public static FloatImage Of(PixelImage image)
    {
        var values = new float[image.Pixels.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = image.Pixels[i];
        }
        return new FloatImage(image.Width, image.Height, image.Channels, values);
    }
}

/// <summary>
/// Bilinear resizing with half-pixel centres and no smoothing, the border's pixels going on beyond it: what OpenCV's
/// <c>INTER_LINEAR</c> does, with which SSD was trained. Target pixel i stands at (i + 0.5) x from / to - 0.5.
/// </summary>
internal static class Resizing
{
    /// <summary>Writes the view as a square of side x side x channels numbers, row by row.</summary>
    public static void Write(View view, int side, Span<float> target)
    {
        var channels = view.Source.Channels;
        var columns = Places(view.Width, side);
        var rows = Places(view.Height, side);
        var at = 0;
        foreach (var (above, below, down) in rows)
        {
            foreach (var (left, right, across) in columns)
            {
                var (nw, ne, sw, se) = (view.Place(left, above), view.Place(right, above), view.Place(left, below), view.Place(right, below));
                for (var c = 0; c < channels; c++)
                {
                    var (a, b) = (Value(view, nw, c), Value(view, sw, c));
                    a += across * (Value(view, ne, c) - a);
                    b += across * (Value(view, se, c) - b);
                    target[at++] = a + (down * (b - a));
                }
            }
        }
    }

    private static float Value(View view, int place, int channel) => place < 0 ? view.Fill[channel] : view.Source.Values[place + channel];

    // Two neighbours and the share of the second, for each pixel of the target.
    private static (int First, int Second, float Share)[] Places(int from, int to)
    {
        var places = new (int, int, float)[to];
        for (var i = 0; i < to; i++)
        {
            var position = ((i + 0.5) * from / to) - 0.5;
            var first = (int)Math.Floor(position);
            places[i] = (Math.Clamp(first, 0, from - 1), Math.Clamp(first + 1, 0, from - 1), (float)(position - first));
        }
        return places;
    }
}
