using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Sandglass.Display;

/// <summary>Text on its way into a page.</summary>
internal static class HtmlText
{
    /// <summary>The fonts of pages and interactive charts: what the reader's system has.</summary>
    public const string FontFamily =
        "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', Verdana, Arial, sans-serif";

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The text with everything that HTML would read as markup escaped.</summary>
    public static string Encode(string text) => Encoder.Encode(text).Replace("&#xA;", "\n");

    /// <summary>The text for plotly.js, which reads a few elements and of entities no others than these.</summary>
    public static string ForPlotly(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
