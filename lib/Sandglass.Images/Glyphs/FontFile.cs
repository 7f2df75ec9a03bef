using System.Security.Cryptography;
using Sandglass.Data;
using SkiaSharp;
using WholeFiles;

namespace Sandglass.Images.Glyphs;

/// <summary>
/// A font and the outlines of its glyphs, as many ems of its own as its capital H is high: every font then writes at the
/// same size. Files are not trusted: kind and size are checked before they are parsed, outlines before they are drawn.
/// </summary>
internal sealed class FontFile : IDisposable
{
    private const long MostBytes = 1L << 25;
    private const int MostPoints = 4000; // of an outline; ornate ones have some hundreds
    private const float Em = 256;
    private const float Furthest = 4; // from the origin, in heights of H

    private static readonly byte[][] Signatures = [[0, 1, 0, 0], "OTTO"u8.ToArray(), "true"u8.ToArray()];

    private readonly SKPath?[] _outlines;

    private FontFile(string name, string sha256, SKTypeface typeface, SKPath?[] outlines, float[] advances)
    {
        (Name, Sha256, Family, Style) = (name, sha256, typeface.FamilyName, StyleOf(typeface));
        (_outlines, Advances) = (outlines, advances);
        Drawable = GlyphRule.Drawable(outlines);
    }

    /// <summary>The file, as it was named.</summary>
    public string Name { get; }

    /// <summary>SHA-256 of the file.</summary>
    public string Sha256 { get; }

    /// <summary>The family, as the font names it.</summary>
    public string Family { get; }

    /// <summary>Weight and slant.</summary>
    public string Style { get; }

    /// <summary>How far each class's glyph moves the next one, in heights of H.</summary>
    public IReadOnlyList<float> Advances { get; }

    /// <summary>The classes that the font may draw, by <see cref="GlyphRule"/>.</summary>
    public IReadOnlyList<int> Drawable { get; }

    /// <summary>The outline of a class's glyph: the pen at (0, 0), the top of H at −1. It is lent.</summary>
    public SKPath Outline(int label) => _outlines[label]!;

    /// <summary>Whether a file's name ends like a font's.</summary>
    public static bool IsNamedSo(string path) => Path.GetExtension(path).ToLowerInvariant() is ".ttf" or ".otf";

    /// <summary>Reads a font.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What it is called in the table of fonts.</param>
    /// <exception cref="DataFormatException">It is missing, too long, or no font in TrueType or OpenType format.</exception>
    public static FontFile Read(string path, string name)
    {
        var bytes = DataFormatException.Reading(
            path, "Restore the font or take it off the list.", () => BoundedFile.ReadBytes(path, MostBytes));
        return Signatures.Any(signature => bytes.AsSpan().StartsWith(signature)) && Parse(bytes, name) is { } font
            ? font
            : throw new DataFormatException($"{path} is no font in TrueType or OpenType format; replace it by a whole one or remove it.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var outline in _outlines)
        {
            outline?.Dispose();
        }
    }

    private static FontFile? Parse(byte[] bytes, string name)
    {
        using var data = SKData.CreateCopy(bytes);
        using var typeface = SKTypeface.FromData(data);
        if (typeface is null)
        {
            return null;
        }

        using var font = new SKFont(typeface, Em) { Hinting = SKFontHinting.None, Subpixel = true, LinearMetrics = true };
        using var capital = Outline(font, 'H');
        var height = capital?.TightBounds.Height ?? 0;
        var (outlines, advances) = (new SKPath?[GlyphSet.ClassNames.Count], new float[GlyphSet.ClassNames.Count]);
        if (height is > Em / 16 and < Em * 4)
        {
            var scale = SKMatrix.CreateScale(1 / height, 1 / height);
            foreach (var (label, letter) in GlyphSet.ClassNames.Index())
            {
                (outlines[label], advances[label]) = (Scaled(Outline(font, letter[0]), scale), font.MeasureText(letter) / height);
            }
        }

        return new FontFile(name, Convert.ToHexStringLower(SHA256.HashData(bytes)), typeface, outlines, advances);
    }

    private static SKPath? Outline(SKFont font, char letter) => font.GetGlyph(letter) is not 0 and var glyph ? font.GetGlyphPath(glyph) : null;

    private static SKPath? Scaled(SKPath? outline, SKMatrix scale)
    {
        outline?.Transform(scale);
        if (outline is null || (outline.PointCount is > 0 and <= MostPoints && IsNear(outline.TightBounds)))
        {
            return outline;
        }

        outline.Dispose();
        return null;
    }

    // Not a number is not near either.
    private static bool IsNear(SKRect bounds) => bounds.Left > -Furthest && bounds.Top > -Furthest && bounds.Right < Furthest && bounds.Bottom < Furthest
        && bounds.Height > 0 && bounds.Width > 0;

    private static string StyleOf(SKTypeface typeface) =>
        FormattableString.Invariant($"{typeface.FontWeight} {typeface.FontSlant.ToString().ToLowerInvariant()}");
}
