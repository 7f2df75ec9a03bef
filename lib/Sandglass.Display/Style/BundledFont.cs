using ScottPlot;
using SkiaSharp;

namespace Sandglass.Display.Style;

/// <summary>
/// DejaVu Sans, carried inside the library. ScottPlot draws no text at all on a machine without fonts, and other
/// text on each machine that has some; asked first, this resolver gives every machine the same letters.
/// </summary>
internal sealed class BundledFont : IFontResolver
{
    public const string Family = "DejaVu Sans";

    /// <summary>The font in SVG. Widths near to its own come first, so that text keeps its place where it is missing.</summary>
    public const string Fallbacks = $"{Family}, Verdana, Arial, sans-serif";

    private static readonly BundledFont Resolver = new();
    private readonly SKTypeface _regular = Load("DejaVuSans.ttf");
    private readonly SKTypeface _bold = Load("DejaVuSans-Bold.ttf");

    /// <summary>Makes the font ScottPlot's first choice. Calling it again changes nothing.</summary>
    public static void Install()
    {
        lock (Resolver)
        {
            if (Fonts.FontResolvers.Contains(Resolver))
            {
                return;
            }
            Fonts.FontResolvers.Insert(0, Resolver);
            Fonts.Default = Family;
            Fonts.Sans = Family;
            Fonts.Monospace = Family;
        }
    }

    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        CreateTypeface(fontName, weight > FontWeight.Medium, slant != FontSlant.Upright);

    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
        fontName == Family ? (bold ? _bold : _regular) : null;

    private static SKTypeface Load(string resource)
    {
        using var stream = typeof(BundledFont).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The library lacks its font {resource}.");
        return SKTypeface.FromStream(stream);
    }
}
