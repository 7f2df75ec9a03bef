using System.Text.RegularExpressions;
using AngleSharp;
using AngleSharp.Css.Parser;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;

namespace NotebookEngine.Gallery;

/// <summary>
/// Reduces HTML from anyone to elements, attributes and styles known to be harmless; what is not named here is left out.
/// It is read as a browser reads it and written anew, so the result holds no script, loads nothing from elsewhere and
/// cannot end the element that it stands in.
/// </summary>
internal static partial class HarmlessHtml
{
    // What nests deeper is no page but an attack on whoever walks it; browsers stop at 512.
    private const int Deepest = 256;

    private const string Elements =
        "a abbr b blockquote br caption code col colgroup dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i"
        + " img ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead tr u ul var"
        + " svg g path rect circle ellipse line polyline polygon text tspan desc";

    // Their content is no text for a reader, or is read by rules of its own. Of all others that are left out it stays.
    private const string Hidden =
        "script, style, iframe, object, template, noscript, noembed, noframes, title, textarea, xmp, plaintext, select, math,"
        + " foreignObject, audio, video, canvas, applet, frameset";

    private const string Attributes =
        "align alt class colspan height href id open rowspan scope src style title width role aria-label aria-hidden start"
        + " cx cy d dominant-baseline dx dy fill fill-opacity font-family font-size font-weight opacity points"
        + " preserveaspectratio r rx ry stroke stroke-dasharray stroke-linecap stroke-linejoin stroke-opacity stroke-width"
        + " text-anchor transform viewbox x x1 x2 xmlns y y1 y2";

    // Size and colour; nothing that lays a thing over another. The library takes shorthands apart.
    private const string Styles =
        "width height max-width max-height min-width min-height color background background-color text-align font-size"
        + " font-weight font-style white-space image-rendering padding padding-left padding-right padding-top padding-bottom"
        + " margin margin-left margin-right margin-top margin-bottom border border-collapse border-width border-style border-color"
        + " border-left-width border-left-style border-left-color border-right-width border-right-style border-right-color"
        + " border-top-width border-top-style border-top-color border-bottom-width border-bottom-style border-bottom-color";

    private static readonly HtmlSanitizer Sanitizer = Create();

    /// <summary>The harmless part of a piece of HTML; the piece as text where it nests deeper than any page does.</summary>
    /// <param name="source">The piece.</param>
    /// <param name="attachments">Pictures that come with it and may be shown in it.</param>
    public static string Clean(string source, Attachments? attachments = null)
    {
        try
        {
            var parser = Parser();
            var document = parser.ParseDocument("<!DOCTYPE html>");
            var body = document.Body!;
            // In a template a part of a table may stand alone.
            body.Append([.. parser.ParseFragment(source, document.CreateElement("template"))]);
            foreach (var hidden in body.QuerySelectorAll(Hidden).ToArray())
            {
                hidden.Remove();
            }

            attachments?.Embed(body);
            Sanitizer.SanitizeDom(document, body);
            foreach (var element in body.QuerySelectorAll("*"))
            {
                Finish(element);
            }

            return body.InnerHtml;
        }
        catch (DepthException)
        {
            return Markup.Encode(source);
        }
    }

    private static HtmlSanitizer Create()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = Names(Elements),
            AllowedAttributes = Names(Attributes),
            AllowedCssProperties = Names(Styles),
            AllowedAtRules = new HashSet<AngleSharp.Css.Dom.CssRuleType>(),
            AllowedSchemes = new HashSet<string>(),
            UriAttributes = Names("href src"),
        })
        {
            KeepChildNodes = true,
            DisallowCssPropertyValue = LoadingValue(),
        };
        sanitizer.FilterUrl += (_, link) => link.SanitizedUrl = Address(link.Tag.LocalName, link.OriginalUrl);
        return sanitizer;
    }

    private static HtmlParser Parser()
    {
        INode? last = null;
        var styles = Configuration.Default.WithCss(new CssParserOptions { IsIncludingUnknownDeclarations = true });
        return new HtmlParser(new HtmlParserOptions { OnCreated = (element, _) => last = Below(last, element) }, BrowsingContext.New(styles));
    }

    // The element made before this one stands in the tree by now; stopping here keeps hostile depth cheap.
    private static IElement Below(INode? last, IElement element)
    {
        var depth = 0;
        for (var node = last; node is not null; node = node.Parent)
        {
            if (++depth > Deepest)
            {
                throw new DepthException();
            }
        }

        return element;
    }

    private static string? Address(string element, string value) => element switch
    {
        "a" => value.StartsWith('#') ? "#" + Own(value[1..]) : Link().IsMatch(value) ? value : null,
        "img" => EmbeddedImage().IsMatch(value) ? value : null,
        _ => null,
    };

    // What the library does not do: attributes of SVG can load too, and a name of a notebook's cannot be one of the page's.
    private static void Finish(IElement element)
    {
        foreach (var attribute in element.Attributes.Where(a => a.Name is not ("href" or "src" or "style") && Loading().IsMatch(a.Value)).ToArray())
        {
            element.RemoveAttribute(attribute.Name);
        }

        if (element.GetAttribute("id") is { } id)
        {
            element.SetAttribute("id", Own(id));
        }

        if (element.LocalName == "a")
        {
            element.SetAttribute("rel", "noopener noreferrer");
        }
    }

    private static string Own(string id) => "text-" + id;

    private static HashSet<string> Names(string words) => new(words.Split(' '), StringComparer.OrdinalIgnoreCase);

    // A page of this folder, or a place on the web that is visited only when the reader asks for it.
    [GeneratedRegex(@"^(?:https?://[^\s\\]+|mailto:[^\s\\]+|[\w%.-]+\.html(?:#\S*)?)$", RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    [GeneratedRegex(@"^data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]+$")]
    private static partial Regex EmbeddedImage();

    // Of functions, colours alone; the library writes every colour as rgba().
    [GeneratedRegex(@"(?<!\brgba?)\(|[^\w#%.,() -]", RegexOptions.IgnoreCase)]
    private static partial Regex LoadingValue();

    [GeneratedRegex(@"(?:url|src|image|image-set)\s*\(|\\", RegexOptions.IgnoreCase)]
    private static partial Regex Loading();

    private sealed class DepthException : Exception;
}
