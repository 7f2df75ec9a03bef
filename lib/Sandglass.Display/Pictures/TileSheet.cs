using Sandglass.Display.Charts;
using Sandglass.Display.Style;
using ScottPlot;
using SkiaSharp;

namespace Sandglass.Display.Pictures;

/// <summary>A small picture of numbers with words below it.</summary>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
/// <param name="Colours">The colour of each pixel, row after row.</param>
internal sealed record Tile(int Width, int Height, IReadOnlyList<SKColor> Colours)
{
    private const int Steps = 100; // of the scale of numbers: as many colours as a palette has room for

    /// <summary>Lines below the picture with the colour of each.</summary>
    public IReadOnlyList<(string Words, string Colour)> Caption { get; init; } = [];

    /// <summary>Whether a palette is too small for it, as for a photograph.</summary>
    public bool HasManyColours { get; init; }

    /// <summary>An image of a dataset.</summary>
    /// <param name="pixels">[C, H, W] bytes.</param>
    /// <param name="shape">Channels (1 grey, 3 colour), height and width.</param>
    public static Tile OfImage(ReadOnlySpan<byte> pixels, (int Channels, int Height, int Width) shape)
    {
        var plane = shape.Height * shape.Width;
        var colours = new SKColor[plane];
        for (var i = 0; i < plane; i++)
        {
            colours[i] = shape.Channels == 3 ? new SKColor(pixels[i], pixels[plane + i], pixels[(2 * plane) + i]) : FewGreys(pixels[i]);
        }

        return new Tile(shape.Width, shape.Height, colours) { HasManyColours = shape.Channels == 3 };
    }

    // The palette of a picture must hold the colours of the words too; 32 greys look nearly the same and make a smaller file.
    private static SKColor FewGreys(byte value) => Grey((byte)((value & 0xF8) | (value >> 5)));

    private static SKColor Grey(byte value) => new(value, value, value);

    /// <summary>Numbers as colours from a least to a greatest.</summary>
    /// <param name="values">[H, W] numbers.</param>
    /// <param name="width">W.</param>
    /// <param name="low">The darkest.</param>
    /// <param name="high">The lightest.</param>
    public static Tile OfNumbers(ReadOnlySpan<float> values, int width, double low, double high)
    {
        var colours = new SKColor[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            colours[i] = HeatColours.At(high > low ? Math.Round(Steps * Math.Clamp((values[i] - low) / (high - low), 0, 1)) / Steps : 0);
        }

        return new Tile(width, values.Length / width, colours);
    }

    /// <summary>Its pixels; whoever asks disposes of them.</summary>
    public SKBitmap ToBitmap() => new(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque)) { Pixels = [.. Colours] };
}

/// <summary>Small pictures in rows, each row with words above it.</summary>
/// <param name="Title">What is shown.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Side">Pixels of a tile's side in the layout.</param>
internal sealed record TileSheet(string Title, IReadOnlyList<(string Words, IReadOnlyList<Tile> Tiles)> Rows, int Side)
{
    private const int Margin = 12;
    private const int Gap = 6;
    private const float Letters = 12;
    private const float SmallLetters = 10;
    private const int Line = 16;
    private const int SmallLine = 13;

    /// <summary>Tiles beside each other in a sheet of 760 pixels.</summary>
    public static int Across(int side) => (PlotPicture.Width - (2 * Margin) + Gap) / (side + Gap);

    /// <summary>The sheet as PNG, 760 pixels wide in the layout.</summary>
    public byte[] ToPng(int scale = 1)
    {
        var height = (2 * Margin) + Line + Rows.Sum(row => HeightOf(row.Words, row.Tiles));
        return Picture.ToPng(PlotPicture.Width, height, scale, Draw, hasFewColours: !Rows.SelectMany(row => row.Tiles).Any(tile => tile.HasManyColours));
    }

    private int HeightOf(string words, IReadOnlyList<Tile> tiles) =>
        (words.Length > 0 ? Line + 2 : 0) + Side + 2 + (SmallLine * tiles.Select(tile => tile.Caption.Count).DefaultIfEmpty(0).Max()) + Gap;

    private void Draw(SKCanvas canvas)
    {
        using var paint = Paint.NewDisposablePaint();
        var text = new Lettering(canvas, paint);
        text.Write(Title, Margin, Margin, Letters + 1, FamilyPalette.Ink, bold: true);
        var top = (float)Margin + Line + 4;
        foreach (var (words, tiles) in Rows)
        {
            var below = top + (words.Length > 0 ? Line + 2 : 0);
            text.Write(words, Margin, top, Letters, FamilyPalette.Ink);
            for (var i = 0; i < tiles.Count; i++)
            {
                Draw(canvas, text, tiles[i], Margin + (i * (Side + Gap)), below);
            }

            top += HeightOf(words, tiles);
        }
    }

    private void Draw(SKCanvas canvas, Lettering text, Tile tile, float left, float top)
    {
        using var bitmap = tile.ToBitmap();
        using var image = SKImage.FromBitmap(bitmap);
        // Small pictures are enlarged in squares, so that pixels can be counted.
        canvas.DrawImage(image, new SKRect(left, top, left + Side, top + Side), new SKSamplingOptions(tile.Width <= Side ? SKFilterMode.Nearest : SKFilterMode.Linear));
        for (var line = 0; line < tile.Caption.Count; line++)
        {
            var (words, colour) = tile.Caption[line];
            text.Write(Fitting(text, words), left, top + Side + 3 + (line * SmallLine), SmallLetters, colour);
        }
    }

    private string Fitting(Lettering text, string words)
    {
        var length = words.Length;
        while (length > 1 && text.Width(Short(words, length), SmallLetters) > Side)
        {
            length--;
        }

        return Short(words, length);
    }

    private static string Short(string words, int length) => length == words.Length ? words : $"{words[..(length - 1)]}…";
}
