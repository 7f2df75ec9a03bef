using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace NotebookEngine.Gallery;

/// <summary>HTML from anyone as a browser reads it, as long as that stays within what pages have.</summary>
internal static class ParsedHtml
{
    // What nests deeper is not a page but an attack on whoever walks it; browsers stop at 512.
    private const int Deepest = 256;

    // A table of ten thousand rows fits. Elements and not letters: a parser may make hundreds of a few letters.
    private const int MostElements = 200_000;

    /// <summary>The nodes. In a template a part of a table may stand alone.</summary>
    /// <exception cref="TooMuchHtmlException">It nests too deeply, or has too many elements.</exception>
    public static INodeList Of(string source)
    {
        INode? last = null;
        var counted = Configuration.Default.Services
            .Select(service => service is IElementFactory<Document, HtmlElement> made ? new CountedElements(made) : service);
        var parser = new HtmlParser(
            new HtmlParserOptions { OnCreated = (element, _) => last = Below(last, element) }, BrowsingContext.New(new Configuration(counted)));
        return parser.ParseFragment(source, parser.ParseDocument("<!DOCTYPE html>").CreateElement("template"));
    }

    /// <summary>Holds whoever walks down a tree to the same depth.</summary>
    /// <exception cref="TooMuchHtmlException">This is deeper.</exception>
    public static void RequireDepth(int depth)
    {
        if (depth > Deepest)
        {
            throw new TooMuchHtmlException();
        }
    }

    // The element made before this one stands in the tree by now; stopping here keeps hostile depth cheap.
    private static IElement Below(INode? last, IElement element)
    {
        var depth = 0;
        for (var node = last; node is not null; node = node.Parent)
        {
            RequireDepth(++depth);
        }

        return element;
    }

    // Also asked for the copies that a parser makes of words still open, such as b, at each new paragraph.
    private sealed class CountedElements(IElementFactory<Document, HtmlElement> elements) : IElementFactory<Document, HtmlElement>
    {
        private int _made;

        public HtmlElement Create(Document document, string localName, string? prefix, NodeFlags flags) =>
            ++_made > MostElements ? throw new TooMuchHtmlException() : elements.Create(document, localName, prefix, flags);
    }
}

/// <summary>A piece of HTML is larger than any page's.</summary>
internal sealed class TooMuchHtmlException : Exception;
