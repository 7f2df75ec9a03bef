using System.Collections.Frozen;
using System.Net;
using System.Text.RegularExpressions;

namespace NotebookEngine.Gallery;

/// <summary>The elements and attributes that a notebook may bring into a page. What is not named here is left out.</summary>
internal static partial class HarmlessHtml
{
    private static readonly FrozenSet<string> Elements = Names(
        "a abbr b blockquote br caption code col colgroup dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i"
        + " img ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead tr u ul var"
        + " svg g path rect circle ellipse line polyline polygon text tspan desc");

    // Their content is no text for a reader, or is read by rules of its own.
    private static readonly FrozenSet<string> Hidden = Names(
        "script style iframe object template noscript noembed noframes title textarea xmp plaintext select math"
        + " foreignobject audio video canvas applet frameset head");

    private static readonly FrozenSet<string> Empty = Names("br col hr img");

    private static readonly FrozenSet<string> Attributes = Names(
        "align alt class colspan height open rowspan scope title width role aria-label aria-hidden start"
        + " cx cy d dominant-baseline dx dy fill fill-opacity font-family font-size font-weight opacity points"
        + " preserveaspectratio r rx ry stroke stroke-dasharray stroke-linecap stroke-linejoin stroke-opacity stroke-width"
        + " text-anchor transform viewbox x x1 x2 xmlns y y1 y2");

    public static bool Allows(string element) => Elements.Contains(element);

    public static bool Hides(string element) => Hidden.Contains(element);

    public static bool IsEmpty(string element) => Empty.Contains(element);

    /// <summary>The value that an attribute may have, or null if it is left out.</summary>
    public static string? Value(string element, string attribute, string raw)
    {
        var value = WebUtility.HtmlDecode(raw);
        return (element, attribute) switch
        {
            ("a", "href") => value.StartsWith('#') ? $"#{Own(value[1..])}" : Link().IsMatch(value) ? value : null,
            ("img", "src") => EmbeddedImage().IsMatch(value) ? value : null,
            (_, "id") => Own(value),
            (_, "style") => Style().IsMatch(value) ? value : null,
            _ => Attributes.Contains(attribute) && !value.Contains("url(", StringComparison.OrdinalIgnoreCase) ? value : null,
        };
    }

    // A name of a notebook's cannot be one of the page's.
    private static string Own(string id) => "text-" + id;

    private static FrozenSet<string> Names(string words) => words.Split(' ').ToFrozenSet();

    // A page of this folder, or a place on the web that is visited only when the reader asks for it.
    [GeneratedRegex(@"^(?:https?://[^\s\\]+|mailto:[^\s\\]+|[\w%.-]+\.html(?:#\S*)?)$", RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    [GeneratedRegex(@"^data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]+$")]
    private static partial Regex EmbeddedImage();

    // Size and colour; nothing that loads, or that lays a thing over another.
    [GeneratedRegex(@"^(?:\s*(?:(?:max-|min-)?(?:width|height)|color|background(?:-color)?|text-align|font-(?:size|weight|style)|white-space|image-rendering|(?:padding|margin)(?:-left|-right|-top|-bottom)?|border(?:-collapse)?)\s*:\s*[\w#%., -]+;?)*\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Style();
}
