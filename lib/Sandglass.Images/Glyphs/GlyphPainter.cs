using Sandglass.Runtime;
using SkiaSharp;

namespace Sandglass.Images.Glyphs;

/// <summary>
/// Draws one glyph in a dark ink on a light, textured ground. It stands in a line of its own font and ink, between parts of
/// two other glyphs, which show its size: the class is that of the glyph in the middle. Curves in any colour lie below and
/// above. Everything but the ground's texture is in shares of the side, so that a picture of another side shows the same scene.
/// </summary>
internal sealed class GlyphPainter : IDisposable
{
    private const double FarColours = 105; // between ink and ground, of at most 442
    private const int MostDraws = 50;

    private static readonly double[] Shares = [0, 0.25, 0.5, 0.75, 1];

    private readonly int _side;
    private readonly SKBitmap _bitmap;
    private readonly SKCanvas _canvas;
    private readonly SKPaint _paint = new() { IsAntialias = true, StrokeCap = SKStrokeCap.Round };

    /// <param name="side">Pixels of each side.</param>
    public GlyphPainter(int side)
    {
        _side = side;
        _bitmap = new SKBitmap(new SKImageInfo(side, side, SKColorType.Rgba8888, SKAlphaType.Opaque));
        _canvas = new SKCanvas(_bitmap);
    }

    /// <summary>A picture: red, green and blue of each pixel, row by row.</summary>
    /// <param name="font">The font.</param>
    /// <param name="label">The class of the glyph in the middle.</param>
    /// <param name="random">Draws the scene.</param>
    /// <param name="ground">Draws the texture of the ground.</param>
    public byte[] Paint(FontFile font, int label, RandomStream random, RandomStream ground)
    {
        var from = Mix(Colour(random), SKColors.White, 0.5);
        var to = Mix(from, Mix(Colour(random), SKColors.White, 0.5), 0.5);
        PaintGround(from, to, ground);
        var ink = Ink(random, from, to);
        PaintStrokes(random.NextInt32(2), random);
        PaintLine(font, label, ink, random);
        if (random.NextInt32(3) == 0)
        {
            PaintStrokes(1, random);
        }

        var rgba = _bitmap.GetPixelSpan();
        var rgb = new byte[3 * _side * _side];
        for (var i = 0; i < rgb.Length; i++)
        {
            rgb[i] = rgba[(i / 3 * 4) + (i % 3)];
        }

        return rgb;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _canvas.Dispose();
        _bitmap.Dispose();
        _paint.Dispose();
    }

    private void PaintGround(SKColor from, SKColor to, RandomStream random)
    {
        var greys = Texture.Paint(_side, random);
        var pixels = _bitmap.GetPixelSpan();
        for (var i = 0; i < greys.Length; i++)
        {
            var share = Math.Clamp(greys[i] / 170, 0, 1);
            var colour = Mix(from, to, share);
            (pixels[4 * i], pixels[(4 * i) + 1], pixels[(4 * i) + 2], pixels[(4 * i) + 3]) = (colour.Red, colour.Green, colour.Blue, 255);
        }

        _bitmap.NotifyPixelsChanged();
    }

    private void PaintLine(FontFile font, int label, SKColor ink, RandomStream random)
    {
        var bounds = font.Outline(label).TightBounds;
        var height = _side * Between(random, 0.50, 0.62);
        _canvas.Save();
        _canvas.Translate((float)(_side * Between(random, 0.45, 0.55)), (float)(_side * Between(random, 0.45, 0.55)));
        _canvas.RotateDegrees((float)Between(random, -10, 10));
        _canvas.Skew((float)Between(random, -0.15, 0.15), 0);
        _canvas.Scale((float)(height * Between(random, 0.85, 1.15)), (float)height);
        _canvas.Translate(-bounds.MidX, -bounds.MidY);
        (_paint.Style, _paint.Color) = (SKPaintStyle.Fill, ink);
        var (before, after) = (Other(font, random), Other(font, random));
        var gap = (float)Between(random, 0.20, 0.32);
        Draw(font.Outline(label), 0);
        Draw(font.Outline(before), -font.Advances[before] - gap);
        Draw(font.Outline(after), font.Advances[label] + gap);
        _canvas.Restore();
    }

    private void Draw(SKPath outline, float at)
    {
        _canvas.Save();
        _canvas.Translate(at, 0);
        _canvas.DrawPath(outline, _paint);
        _canvas.Restore();
    }

    private void PaintStrokes(int count, RandomStream random)
    {
        _paint.Style = SKPaintStyle.Stroke;
        for (var i = 0; i < count; i++)
        {
            (_paint.Color, _paint.StrokeWidth) = (Colour(random), (float)(_side * Between(random, 0.02, 0.06)));
            using var curve = new SKPath();
            curve.MoveTo(Point(random));
            curve.QuadTo(Point(random), Point(random));
            _canvas.DrawPath(curve, _paint);
        }
    }

    private SKPoint Point(RandomStream random) =>
        new((float)(_side * Between(random, -0.1, 1.1)), (float)(_side * Between(random, -0.1, 1.1)));

    private static int Other(FontFile font, RandomStream random) => font.Drawable[random.NextInt32(font.Drawable.Count)];

    // An ink that is far from all colours of the ground, or the furthest that was drawn.
    private static SKColor Ink(RandomStream random, SKColor from, SKColor to)
    {
        var (best, furthest) = (default(SKColor), -1.0);
        for (var i = 0; i < MostDraws && furthest < FarColours; i++)
        {
            var ink = Mix(Colour(random), SKColors.Black, 0.5);
            var distance = Shares.Min(share => Distance(ink, Mix(from, to, share)));
            (best, furthest) = distance > furthest ? (ink, distance) : (best, furthest);
        }

        return best;
    }

    private static double Distance(SKColor one, SKColor other)
    {
        var (red, green, blue) = (one.Red - other.Red, one.Green - other.Green, one.Blue - other.Blue);
        return Math.Sqrt((red * red) + (green * green) + (blue * blue));
    }

    private static SKColor Mix(SKColor from, SKColor to, double share) =>
        new(Mix(from.Red, to.Red, share), Mix(from.Green, to.Green, share), Mix(from.Blue, to.Blue, share));

    private static SKColor Colour(RandomStream random) =>
        new((byte)random.NextInt32(256), (byte)random.NextInt32(256), (byte)random.NextInt32(256));

    private static byte Mix(byte from, byte to, double share) => (byte)(from + ((to - from) * share) + 0.5);

    private static double Between(RandomStream random, double low, double high) => low + ((high - low) * random.NextDouble());
}
