using System.Text;

namespace NotebookEngine.Gallery;

/// <summary>Text on its way into a page.</summary>
internal static class Markup
{
    /// <summary>The text with everything that HTML would read as markup escaped, in elements and in quotes.</summary>
    public static string Encode(string text) => new StringBuilder(text)
        .Replace("\0", "").Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").Replace("'", "&#39;").ToString();

    /// <summary>The name of a file as a link from its folder.</summary>
    public static string Link(string name) => Encode(Uri.EscapeDataString(name));
}
