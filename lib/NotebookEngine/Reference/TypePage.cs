using System.Collections.Immutable;
using System.Text;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using NotebookEngine.Gallery;

namespace NotebookEngine.Reference;

/// <summary>The page of one public type: its words, and its members with theirs.</summary>
internal sealed class TypePage(ReferencePages pages, INamedTypeSymbol type)
{
    private static readonly string[] Headings = ["Values", "Constructors", "Properties", "Methods", "Operators", "Events", "Fields"];

    private readonly XElement _words = pages.Words(type);

    /// <summary>The page.</summary>
    /// <param name="navigation">Its links to other pages, as HTML.</param>
    public string ToHtml(string navigation)
    {
        var name = ReferencePages.Name(type);
        var html = new StringBuilder(PageFrame.Head(name, navigation))
            .Append($"<p class=\"kind\">{Markup.Encode(type.ContainingNamespace.ToDisplayString())}, in {Markup.Encode(type.ContainingAssembly.Name)}.dll</p>\n")
            .Append($"<h1>{Markup.Encode(name)}</h1>\n<pre class=\"code\"><code>{pages.Signature.Of(type)}</code></pre>\n");
        AddWords(_words, type is { TypeKind: TypeKind.Delegate, DelegateInvokeMethod: { } call } ? call.Parameters : [], html);
        foreach (var group in PublicTypes.MembersOf(type).GroupBy(Heading).OrderBy(group => Array.IndexOf(Headings, group.Key)))
        {
            html.Append($"<h2>{group.Key}</h2>\n");
            foreach (var member in group)
            {
                Add(member, html);
            }
        }

        return html.Append(PageFrame.Foot).ToString();
    }

    private static string Heading(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } => "Constructors",
        IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion } => "Operators",
        IMethodSymbol => "Methods",
        IPropertySymbol => "Properties",
        IEventSymbol => "Events",
        _ => member.ContainingType.TypeKind == TypeKind.Enum ? "Values" : "Fields",
    };

    private void Add(ISymbol member, StringBuilder html)
    {
        var words = pages.Words(member);
        html.Append($"<section class=\"member\" id=\"{pages.Place(member)}\">\n<h3>{Markup.Encode(ReferencePages.Name(member))}</h3>\n")
            .Append($"<pre class=\"code\"><code>{pages.Signature.Of(member)}</code></pre>\n");
        if (words.Element("summary") is null && DocumentationXml.Parameter(_words, member.Name) is { } described)
        {
            html.Append($"<div class=\"words\">{pages.Html.Of(described)}</div>\n");
        }

        AddWords(words, Parameters(member), html);
        html.Append("</section>\n");
    }

    private void AddWords(XElement words, ImmutableArray<IParameterSymbol> parameters, StringBuilder html)
    {
        html.Append(Words("summary")).Append(Words("remarks")).Append(Words("example"));
        Add("Parameters",
        [
            .. words.Elements("typeparam").Select(of => ($"<code>{Markup.Encode((string?)of.Attribute("name") ?? "")}</code>", pages.Html.Of(of))),
            .. parameters.Select(parameter => ($"<code>{Markup.Encode(parameter.Name)}</code>",
                pages.Html.Of(DocumentationXml.Parameter(words, parameter.Name) ?? DocumentationXml.Parameter(_words, parameter.Name)))),
        ]);
        Add("Returns", [.. words.Elements("returns").Select(of => ("", pages.Html.Of(of)))]);
        Add("Throws", [.. words.Elements("exception").Select(of => (pages.Html.Reference((string?)of.Attribute("cref") ?? ""), pages.Html.Of(of)))]);

        string Words(string element) => words.Element(element) is { } found ? $"<div class=\"words\">{pages.Html.Of(found)}</div>\n" : "";

        void Add(string heading, IReadOnlyList<(string Name, string Words)> rows)
        {
            if (rows.Any(row => row.Words.Length > 0))
            {
                html.Append($"<p class=\"part\">{heading}</p>\n<ul>\n")
                    .AppendJoin("", rows.Select(row => $"<li>{string.Join(": ", new[] { row.Name, row.Words }.Where(part => part.Length > 0))}</li>\n")).Append("</ul>\n");
            }
        }
    }

    private static ImmutableArray<IParameterSymbol> Parameters(ISymbol member) => member switch
    {
        IMethodSymbol method => method.Parameters,
        IPropertySymbol indexer => indexer.Parameters,
        _ => [],
    };
}
