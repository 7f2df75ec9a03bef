using AngleSharp.Dom;

namespace NotebookEngine.Gallery;

/// <summary>
/// Copies of a tree the elements and attributes that are named here, and of all others what stands in them. Copying takes
/// as long as the tree is large; taking out of a long list one by one would take the square of that.
/// </summary>
internal sealed class KnownElements(IDocument document, Attachments? attachments)
{
    /// <summary>The elements that stay.</summary>
    public static readonly HashSet<string> Elements = Words.Of(
        "a abbr b blockquote br caption code col colgroup dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i"
        + " img ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead tr u ul var"
        + " svg g path rect circle ellipse line polyline polygon text tspan desc");

    /// <summary>The attributes that stay.</summary>
    public static readonly HashSet<string> Attributes = Words.Of(
        "align alt class colspan height href id open rowspan scope src style title width role aria-label aria-hidden start"
        + " cx cy d dominant-baseline dx dy fill fill-opacity font-family font-size font-weight opacity points"
        + " preserveaspectratio r rx ry stroke stroke-dasharray stroke-linecap stroke-linejoin stroke-opacity stroke-width"
        + " text-anchor transform viewbox x x1 x2 xmlns y y1 y2");

    // Their content is not text for a reader, or is read by rules of its own.
    private static readonly HashSet<string> Hidden = Words.Of(
        "script style iframe object template noscript noembed noframes title textarea xmp plaintext select math"
        + " foreignObject audio video canvas applet frameset");

    private int _styled;

    /// <summary>Copies nodes and what is below them.</summary>
    /// <exception cref="TooMuchHtmlException">They nest too deeply.</exception>
    public void Copy(INodeList nodes, INode into, int depth = 1)
    {
        ParsedHtml.RequireDepth(depth);
        foreach (var node in nodes)
        {
            switch (node)
            {
                case IText text:
                    into.AppendChild(document.CreateTextNode(text.Data));
                    break;
                case IElement hidden when Hidden.Contains(hidden.LocalName):
                    break;
                case IElement known when Elements.Contains(known.LocalName):
                    Copy(known.ChildNodes, into.AppendChild(Copy(known)), depth + 1);
                    break;
                case IElement other:
                    Copy(other.ChildNodes, into, depth + 1);
                    break;
            }
        }
    }

    private IElement Copy(IElement known)
    {
        if (known.LocalName == "img" && attachments?.Find(known.GetAttribute("src")) is var (address, words))
        {
            if (address is null)
            {
                var missing = document.CreateElement("em");
                missing.TextContent = words;
                return missing;
            }

            var picture = Bare(known);
            picture.SetAttribute("src", address);
            return picture;
        }

        return Bare(known);
    }

    private IElement Bare(IElement known)
    {
        var copy = document.CreateElement(known.NamespaceUri!, known.LocalName);
        foreach (var attribute in known.Attributes.Where(attribute => Attributes.Contains(attribute.LocalName)))
        {
            if (attribute.LocalName != "style" || (attribute.Value.Length <= HarmlessStyle.Longest && ++_styled <= HarmlessStyle.Most))
            {
                copy.SetAttribute(attribute.Name, attribute.Value);
            }
        }

        return copy;
    }
}
