using Sandglass.Display.Style;
using ScottPlot;
using SkiaSharp;

namespace Sandglass.Display.Drawings;

/// <summary>How wide words of the bundled font are, for drawings that make room for theirs.</summary>
internal static class Letters
{
    /// <summary>Width of a line in pixels.</summary>
    public static double Width(string words, double size, bool bold = false)
    {
        BundledFont.Install();
        using var font = new SKFont(Fonts.GetTypeface(BundledFont.Family, bold, italic: false), (float)size);
        font.Subpixel = true;
        return font.MeasureText(words);
    }

    /// <summary>Width of a caption in pixels.</summary>
    public static double Width(Caption caption) => Width(caption.Words, caption.Size, caption.Bold);

    /// <summary>Words in lines no wider than so many pixels, unless a single word is.</summary>
    public static IReadOnlyList<string> Wrap(string words, double width, double size)
    {
        var lines = new List<string>();
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && Width($"{lines[^1]} {word}", size) <= width)
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
