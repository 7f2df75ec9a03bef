using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace NotebookEngine.Gallery;

/// <summary>
/// Of an element's style what gives size, space, lines and colour. Nothing in it lays a thing over another or over the
/// page: no place, no negative number, no height that its content could run out of, no box around a part of a line.
/// </summary>
internal static partial class HarmlessStyle
{
    /// <summary>The longest style that is read at all: brackets in a longer one end the process, and each name in it costs.</summary>
    public const int Longest = 4096;

    /// <summary>The most elements of a piece that have a style; those after them have none.</summary>
    public const int Most = 20_000;

    private const string Text = "color background-color text-align font-size font-weight font-style white-space";

    private const string Boxes =
        "width max-width min-width padding padding-left padding-right padding-top padding-bottom"
        + " margin margin-left margin-right margin-top margin-bottom border border-collapse border-width border-style border-color"
        + " border-left-width border-left-style border-left-color border-right-width border-right-style border-right-color"
        + " border-top-width border-top-style border-top-color border-bottom-width border-bottom-style border-bottom-color";

    private const string Heights = "height max-height min-height image-rendering";

    // A box around words of a line covers the lines above and below it.
    private const string Lines = "a abbr b br code del em i ins kbd mark q s samp small span strong sub sup var tspan text desc";

    // What a height does not cut off: a picture is scaled, and cells of a table grow.
    private const string Pictures = "img svg table tr td th";

    private static readonly HashSet<string> OfText = Words.Of(Text);
    private static readonly HashSet<string> OfBoxes = Words.Of(Boxes);
    private static readonly HashSet<string> OfHeights = Words.Of(Heights);
    private static readonly HashSet<string> InLines = Words.Of(Lines);
    private static readonly HashSet<string> IsPicture = Words.Of(Pictures);

    /// <summary>Every property that some element may have. The library takes shorthands apart.</summary>
    public static HashSet<string> Properties => Words.Of($"background {Text} {Boxes} {Heights}");

    /// <summary>Leaves of a style that the library has read and rewritten what this element may have.</summary>
    public static void Reduce(IElement element)
    {
        if (element.GetAttribute("style") is not { } style)
        {
            return;
        }

        var kept = style.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(declaration => declaration.Split(':', 2, StringSplitOptions.TrimEntries) is [var property, var value]
                && MayHave(element.LocalName, property) && Value().IsMatch(value))
            .ToArray();
        if (kept.Length == 0)
        {
            element.RemoveAttribute("style");
            return;
        }

        element.SetAttribute("style", string.Join("; ", kept));
    }

    private static bool MayHave(string element, string property) =>
        OfText.Contains(property)
        || (OfBoxes.Contains(property) && !InLines.Contains(element))
        || (OfHeights.Contains(property) && IsPicture.Contains(element));

    // Words, sizes and colours: nothing that loads, calculates, escapes or is less than nothing.
    [GeneratedRegex(
        @"^(?:(?:[a-z][a-z-]{0,30}|(?:[0-9]{1,4}(?:\.[0-9]{1,20})?|\.[0-9]{1,20})(?:[a-z]{1,4}|%)?|#[0-9a-f]{3,8}|rgba?\([0-9., %]{1,40}\)),?(?: |$))+$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Value();
}
