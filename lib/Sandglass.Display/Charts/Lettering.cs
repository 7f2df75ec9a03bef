using Sandglass.Display.Style;
using ScottPlot;
using SkiaSharp;

namespace Sandglass.Display.Charts;

/// <summary>Writes and measures text in the bundled font, as ScottPlot does.</summary>
internal sealed class Lettering(SKCanvas canvas, Paint paint)
{
    /// <summary>Writes one line with its upper left corner at a place, in pixels.</summary>
    public void Write(string text, float left, float top, float size, string colour, bool bold = false) =>
        Style(text, size, colour, bold).Render(canvas, new Pixel(left, top), paint);

    public float Width(string text, float size, bool bold = false) => Style(text, size, FamilyPalette.Ink, bold).Measure(paint).Width;

    /// <summary>Breaks text between words into lines no wider than <paramref name="width"/> pixels.</summary>
    public IReadOnlyList<string> Wrap(string text, float width, float size, bool bold = false) =>
        Letters.Wrap(text, line => Width(line, size, bold) <= width);

    private static LabelStyle Style(string text, float size, string colour, bool bold) => new()
    {
        Text = text,
        // Setting the name and then `Bold` would leave ScottPlot with the regular face.
        Font = Fonts.GetTypeface(BundledFont.Family, bold, italic: false),
        FontSize = size,
        ForeColor = Color.FromHex(colour),
        Alignment = Alignment.UpperLeft,
    };
}

/// <summary>How wide words of the bundled font are, for drawings that make room for theirs, and where lines break.</summary>
internal static class Letters
{
    public static SKFont Font(double size, bool bold)
    {
        BundledFont.Install();
        return new SKFont(Fonts.GetTypeface(BundledFont.Family, bold, italic: false), (float)size) { Subpixel = true };
    }

    public static double Width(string words, double size, bool bold = false)
    {
        using var font = Font(size, bold);
        return font.MeasureText(words);
    }

    /// <summary>Words in lines that fit, unless a single word does not.</summary>
    public static IReadOnlyList<string> Wrap(string words, Func<string, bool> fits)
    {
        var lines = new List<string>();
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && fits($"{lines[^1]} {word}"))
            {
                lines[^1] += $" {word}";
            }
            else
            {
                lines.Add(word);
            }
        }
        return lines;
    }
}
