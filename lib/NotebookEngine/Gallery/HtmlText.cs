using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html;

namespace NotebookEngine.Gallery;

/// <summary>A tree as text. The library's own way asks every node for the next one, which in a long list is searched for.</summary>
internal static class HtmlText
{
    private static readonly HtmlMarkupFormatter Formatter = new();

    /// <summary>What stands in an element.</summary>
    public static string Inside(IElement element)
    {
        var html = new StringBuilder();
        WriteInside(element, html);
        return html.ToString();
    }

    private static void WriteInside(IElement element, StringBuilder html)
    {
        foreach (var node in element.ChildNodes)
        {
            if (node is IText text)
            {
                html.Append(Formatter.Text(text));
            }
            else if (node is IElement child)
            {
                var isEmpty = child.Flags.HasFlag(NodeFlags.SelfClosing);
                html.Append(Formatter.OpenTag(child, isEmpty));
                if (!isEmpty)
                {
                    // A reader drops the first line end of a pre.
                    html.Append(child.LocalName == "pre" && child.ChildNodes is [IText { Data: ['\n', ..] }, ..] ? "\n" : "");
                    WriteInside(child, html);
                }

                html.Append(Formatter.CloseTag(child, isEmpty));
            }
        }
    }
}
