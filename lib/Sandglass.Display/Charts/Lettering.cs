using Sandglass.Display.Style;
using ScottPlot;
using SkiaSharp;

namespace Sandglass.Display.Charts;

/// <summary>Writes and measures text in the bundled font.</summary>
internal sealed class Lettering(SKCanvas canvas, Paint paint)
{
    /// <summary>Writes one line with its upper left corner at a place, in pixels.</summary>
    public void Write(string text, float left, float top, float size, string colour, bool bold = false) =>
        Style(text, size, colour, bold).Render(canvas, new Pixel(left, top), paint);

    /// <summary>Width of one line in pixels.</summary>
    public float Width(string text, float size) => Style(text, size, FamilyPalette.Ink, bold: false).Measure(paint).Width;

    /// <summary>Breaks text between words into lines no wider than <paramref name="width"/> pixels.</summary>
    public IReadOnlyList<string> Wrap(string text, float width, float size)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && Width(longer, size) > width)
            {
                lines.Add(line);
                longer = word;
            }
            line = longer;
        }
        if (line.Length > 0)
        {
            lines.Add(line);
        }
        return lines;
    }

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
