using Microsoft.DotNet.Interactive.Formatting;

namespace Sandglass.Display.Formatters;

/// <summary>The forms of one type. All of them go into one output, and each viewer takes the best that it knows.</summary>
/// <typeparam name="T">The type; types derived from it are shown the same way.</typeparam>
internal sealed class Forms<T>
{
    private readonly List<string> _mimeTypes = [];

    /// <summary>
    /// Adds HTML; it must not hold scripts, ids, links to elsewhere, or inline SVG. Front ends prefer it to pictures, so a
    /// value that is a picture has none unless words belong to it. Where they do not trust a notebook they clean the HTML:
    /// of an inline SVG the words alone are left, an image (<see cref="Mime.Image"/>) stays whole.
    /// </summary>
    public Forms<T> Html(Func<T, string> write) => Add(Mime.Html, write);

    /// <summary>Shows a table, as HTML and as text.</summary>
    public void Table(Func<T, Table> of) => Html(value => of(value).ToHtml()).Plain(value => of(value).ToText());

    /// <summary>
    /// Adds a picture. There is no SVG beside it: front ends that do not trust a notebook leave that out, and GitHub takes
    /// it before the PNG and does not show every one.
    /// </summary>
    public Forms<T> Png(Func<T, byte[]> write) => Add(Mime.Png, value => Convert.ToBase64String(write(value)));

    public Forms<T> Plotly(Func<T, string> write) => Add(Mime.Plotly, write);

    /// <summary>Adds text, which every type must have, and makes these forms the ones that are shown.</summary>
    public void Plain(Func<T, string> write)
    {
        Add(Mime.Plain, write);
        Formatter.SetPreferredMimeTypesFor(typeof(T), [.. _mimeTypes]);
    }

    private Forms<T> Add(string mimeType, Func<T, string> write)
    {
        Formatter.Register(write, mimeType);
        _mimeTypes.Add(mimeType);
        return this;
    }
}

/// <summary>The names of the forms in which a value can be shown.</summary>
internal static class Mime
{
    public const string Plain = "text/plain";
    public const string Html = "text/html";
    public const string Png = "image/png"; // as base64; safe in every viewer, GitHub's included
    public const string Plotly = "application/vnd.plotly.v1+json";

    /// <summary>A PNG within HTML, with what it shows in words and attributes that say how large it is.</summary>
    public static string Image(byte[] png, string words, string size = "style=\"max-width:100%\"") =>
        $"<img alt=\"{HtmlText.Encode(words)}\" {size} src=\"data:image/png;base64,{Convert.ToBase64String(png)}\">\n";

    /// <summary>What opens the details below it, with the mark that the style sheet of Jupyter Notebook 6 takes away.</summary>
    public static string Summary(string words) => $"<summary style=\"display:list-item\">{HtmlText.Encode(words)}</summary>\n";
}
