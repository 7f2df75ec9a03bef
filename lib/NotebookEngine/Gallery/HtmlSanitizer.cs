using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace NotebookEngine.Gallery;

/// <summary>
/// Reduces HTML from anyone to elements and attributes known to be harmless. Nothing is passed through: every tag is
/// written anew from <see cref="HarmlessHtml"/>, every text and value is encoded, and what was opened is closed, so the
/// result holds no script, loads nothing from elsewhere and cannot end the element that it stands in.
/// </summary>
internal sealed partial class HtmlSanitizer
{
    private readonly string _source;
    private readonly StringBuilder _html = new();
    private readonly Stack<string> _open = new();

    private HtmlSanitizer(string source) => _source = source;

    /// <summary>The harmless part of a piece of HTML.</summary>
    public static string Clean(string source) => new HtmlSanitizer(source).Clean();

    private string Clean()
    {
        var at = 0;
        while (at < _source.Length)
        {
            at = _source[at] != '<' ? Text(at)
                : Comment().Match(_source, at) is { Success: true } comment ? at + comment.Length
                : Tag().Match(_source, at) is { Success: true } tag ? Element(tag)
                : Letter(at);
        }

        while (_open.TryPop(out var element))
        {
            _html.Append($"</{element}>");
        }

        return _html.ToString();
    }

    private int Text(int at)
    {
        var end = _source.IndexOf('<', at);
        end = end < 0 ? _source.Length : end;
        _html.Append(Markup.Encode(WebUtility.HtmlDecode(_source[at..end])));
        return end;
    }

    private int Letter(int at)
    {
        _html.Append(Markup.Encode(_source.AsSpan(at, 1)));
        return at + 1;
    }

    // Returns where to read on.
    private int Element(Match tag)
    {
        var name = tag.Groups["name"].Value.ToLowerInvariant();
        var (closes, after) = (tag.Groups["close"].Success, tag.Index + tag.Length);
        if (HarmlessHtml.Hides(name))
        {
            return closes || tag.Groups["self"].Success ? after : EndOf(name, after);
        }

        if (closes)
        {
            Close(name);
        }
        else if (HarmlessHtml.Allows(name))
        {
            Open(name, tag);
        }

        return after;
    }

    private int EndOf(string name, int at)
    {
        var end = _source.IndexOf($"</{name}", at, StringComparison.OrdinalIgnoreCase);
        var close = end < 0 ? -1 : _source.IndexOf('>', end);
        return close < 0 ? _source.Length : close + 1;
    }

    private void Open(string name, Match tag)
    {
        _html.Append('<').Append(name);
        var written = new HashSet<string>();
        foreach (Match attribute in Attribute().Matches(tag.Groups["attributes"].Value))
        {
            var key = attribute.Groups["key"].Value.ToLowerInvariant();
            var value = HarmlessHtml.Value(name, key, attribute.Groups["value"].Value);
            if (value is not null && written.Add(key))
            {
                _html.Append($" {key}=\"{Markup.Encode(value)}\"");
            }
        }

        _html.Append(name == "a" ? " rel=\"noopener noreferrer\"" : "").Append('>');
        if (tag.Groups["self"].Success && !HarmlessHtml.IsEmpty(name))
        {
            _html.Append($"</{name}>");
        }
        else if (!HarmlessHtml.IsEmpty(name))
        {
            _open.Push(name);
        }
    }

    private void Close(string name)
    {
        while (_open.Contains(name))
        {
            var inner = _open.Pop();
            _html.Append($"</{inner}>");
            if (inner == name)
            {
                return;
            }
        }
    }

    [GeneratedRegex(@"\G<(?:!--.*?(?:-->|$)|[!?][^>]*(?:>|$))", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex("""
        \G<(?<close>/)?(?<name>[A-Za-z][A-Za-z0-9]*)(?<attributes>(?:[^<>"'/]|/(?!>)|"[^"]*"|'[^']*')*)(?<self>/)?>
        """)]
    private static partial Regex Tag();

    [GeneratedRegex("""(?<key>[A-Za-z][A-Za-z0-9:_-]*)(?:\s*=\s*(?:"(?<value>[^"]*)"|'(?<value>[^']*)'|(?<value>[^\s"'>]+)))?""")]
    private static partial Regex Attribute();
}
