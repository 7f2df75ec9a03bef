using System.Xml.Linq;
using NotebookEngine.Gallery;

namespace NotebookEngine.Reference;

/// <summary>XML documentation as HTML.</summary>
/// <param name="addresses">Where the symbols that have a place on a page are, by the id that a <c>cref</c> has.</param>
internal sealed class DocumentationHtml(IReadOnlyDictionary<string, string> addresses)
{
    /// <summary>The content of an element; empty for none.</summary>
    public string Of(XElement? element) => element is null ? "" : string.Concat(element.Nodes().Select(Of)).Trim();

    /// <summary>The content of an element before its first lines of code.</summary>
    public string Brief(XElement? element) =>
        element is null ? "" : string.Concat(element.Nodes().TakeWhile(node => node is not XElement { Name.LocalName: "code" }).Select(Of)).Trim();

    /// <summary>The last names of a <c>cref</c>, as a link if it has a place.</summary>
    public string Reference(string id)
    {
        var words = $"<code>{Markup.Encode(Name(id))}</code>";
        return addresses.TryGetValue(id, out var address) ? $"<a href=\"{address}\">{words}</a>" : words;
    }

    private string Of(XNode node) => node switch
    {
        XText text => Markup.Encode(text.Value),
        XElement element => Of(element, element.Name.LocalName),
        _ => "",
    };

    private string Of(XElement element, string name) => name switch
    {
        "see" or "seealso" when (string?)element.Attribute("cref") is { } id => Reference(id),
        "see" when (string?)element.Attribute("langword") is { } word => $"<code>{Markup.Encode(word)}</code>",
        "see" when (string?)element.Attribute("href") is { } address => $"<a href=\"{Markup.Encode(address)}\">{(element.IsEmpty ? Markup.Encode(address) : Of(element))}</a>",
        "paramref" or "typeparamref" => $"<code>{Markup.Encode((string?)element.Attribute("name") ?? "")}</code>",
        "c" => $"<code>{Markup.Encode(element.Value)}</code>",
        "code" => $"<pre class=\"code\" tabindex=\"0\"><code>{Markup.Encode(Lines(element.Value))}</code></pre>",
        "para" => $"<p>{Of(element)}</p>",
        "list" => $"<ul>{string.Concat(element.Elements("item").Select(item => $"<li>{Of(item)}</li>"))}</ul>",
        _ => Of(element),
    };

    // Without the indentation that the source has.
    private static string Lines(string text)
    {
        var lines = text.TrimEnd().Split('\n').SkipWhile(string.IsNullOrWhiteSpace).ToArray();
        var indent = lines.Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty().Min();
        return string.Join('\n', lines.Select(line => line[Math.Min(indent, line.Length)..]));
    }

    // "Plan.AtMultiplyAdds" of "M:Sandglass.Plan.AtMultiplyAdds(System.Double)", and "Plan" of "T:Sandglass.Plan".
    private static string Name(string id)
    {
        var names = id.Split('(')[0].Split(':')[^1].Split('.').Select(name => name.Split('`')[0]).ToArray();
        return id.StartsWith("T:", StringComparison.Ordinal) || names.Length < 2 ? names[^1]
            : names[^1] == "#ctor" ? names[^2]
            : $"{names[^2]}.{names[^1]}";
    }
}
