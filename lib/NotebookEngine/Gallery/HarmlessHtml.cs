using System.Text.RegularExpressions;
using AngleSharp;
using AngleSharp.Css.Parser;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;

namespace NotebookEngine.Gallery;

/// <summary>
/// Reduces HTML from anyone to elements, attributes and styles known to be harmless; what is not named is left out.
/// It is read as a browser reads it and written again, so the result holds no script, loads nothing from elsewhere and
/// cannot end the element that it stands in. It takes time in proportion to what there is to read.
/// </summary>
internal static partial class HarmlessHtml
{
    private static readonly HtmlSanitizer Sanitizer = Create();

    /// <summary>The harmless part of a piece of HTML; the piece as text where it is deeper or larger than any page.</summary>
    /// <param name="source">The piece.</param>
    /// <param name="attachments">Pictures that come with it and may be shown in it.</param>
    public static string Clean(string source, Attachments? attachments = null)
    {
        try
        {
            var document = Empty();
            var body = document.Body!;
            new KnownElements(document, attachments).Copy(ParsedHtml.Of(source), body);
            Sanitizer.SanitizeDom(document, body);
            foreach (var element in body.QuerySelectorAll("*"))
            {
                Finish(element);
            }

            return HtmlText.Inside(body);
        }
        catch (TooMuchHtmlException)
        {
            return Markup.Encode(source);
        }
    }

    // The second wall: what was copied goes through the library's own rules, which know more of styles and addresses.
    private static HtmlSanitizer Create()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = KnownElements.Elements,
            AllowedAttributes = KnownElements.Attributes,
            AllowedCssProperties = HarmlessStyle.Properties,
            AllowedAtRules = new HashSet<AngleSharp.Css.Dom.CssRuleType>(),
            AllowedSchemes = new HashSet<string>(),
            UriAttributes = Words.Of("href src"),
        })
        {
            KeepChildNodes = true,
            DisallowCssPropertyValue = LoadingValue(),
        };
        sanitizer.FilterUrl += (_, link) => link.SanitizedUrl = Address(link.Tag.LocalName, link.OriginalUrl);
        return sanitizer;
    }

    private static IHtmlDocument Empty()
    {
        var styles = Configuration.Default.WithCss(new CssParserOptions { IsIncludingUnknownDeclarations = true });
        return new HtmlParser(default, BrowsingContext.New(styles)).ParseDocument("<!DOCTYPE html>");
    }

    private static string? Address(string element, string value) => element switch
    {
        "a" => value.StartsWith('#') ? "#" + Own(value[1..]) : Page().Match(value) is { Success: true } page ? page.Groups[1].Value + Place(page.Groups[2].Value) : Web().IsMatch(value) ? value : null,
        "img" => EmbeddedImage().IsMatch(value) ? value : null,
        _ => null,
    };

    // What the library does not do: attributes of SVG can load too, a drawing can be moved out of its frame, and a name
    // of a notebook's cannot be one of the page's.
    private static void Finish(IElement element)
    {
        var isFrame = element is { LocalName: "svg", ParentElement.LocalName: not "svg" };
        foreach (var attribute in element.Attributes.ToArray())
        {
            var isHarmless = attribute.Name switch
            {
                "href" or "src" or "style" => true,
                "class" => OwnClass().IsMatch(attribute.Value),
                "transform" => !isFrame && !Loading().IsMatch(attribute.Value),
                _ => !Loading().IsMatch(attribute.Value),
            };
            if (!isHarmless)
            {
                element.RemoveAttribute(attribute.Name);
            }
        }

        HarmlessStyle.Reduce(element);
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

    private static string Place(string fragment) => fragment.Length > 1 ? "#" + Own(fragment[1..]) : "";

    // A page of this folder.
    [GeneratedRegex(@"^([\w%.-]+\.html)(#\S*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Page();

    // A place that is visited only when the reader asks for it.
    [GeneratedRegex(@"^(?:https?://[^\s\\]+|mailto:[^\s\\]+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Web();

    [GeneratedRegex(@"^data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]+$")]
    private static partial Regex EmbeddedImage();

    // Those that Markdown makes. Others are the page's, or of scripts that lay their own things over it.
    [GeneratedRegex(@"^(?:math|language-[\w+#.-]+)$")]
    private static partial Regex OwnClass();

    // Of functions, colours alone; the library writes every colour as rgba().
    [GeneratedRegex(@"(?<!\brgba?)\(|[^\w#%.,() -]", RegexOptions.IgnoreCase)]
    private static partial Regex LoadingValue();

    [GeneratedRegex(@"(?:url|src|image|image-set)\s*\(|\\", RegexOptions.IgnoreCase)]
    private static partial Regex Loading();
}
