using System.Text;

namespace NotebookEngine.Gallery;

/// <summary>Text on its way into a page.</summary>
internal static class Markup
{
    /// <summary>The text with everything that HTML would read as markup escaped, in elements and in quotes.</summary>
    public static string Encode(ReadOnlySpan<char> text)
    {
        var html = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '&' => html.Append("&amp;"),
                '<' => html.Append("&lt;"),
                '>' => html.Append("&gt;"),
                '"' => html.Append("&quot;"),
                '\'' => html.Append("&#39;"),
                '\0' => html,
                _ => html.Append(letter),
            };
        }

        return html.ToString();
    }

    /// <summary>The name of a file as a link from its folder.</summary>
    public static string Link(string name) => Encode(Uri.EscapeDataString(name));
}
