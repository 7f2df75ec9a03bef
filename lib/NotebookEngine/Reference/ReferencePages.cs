using System.Text;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using NotebookEngine.Gallery;

namespace NotebookEngine.Reference;

/// <summary>
/// The public types of libraries as pages: one a type, and one with all of them and all members by name. They come from what a build leaves,
/// read by the compiler that is here anyway, so that there is no tool to install and no template that asks for files while it is read.
/// </summary>
internal sealed class ReferencePages
{
    /// <summary>The page with all types.</summary>
    public const string Index = "library.html";

    private readonly PublicTypes _types;
    private readonly Dictionary<string, string> _addresses = [];

    public ReferencePages(PublicTypes types)
    {
        _types = types;
        foreach (var type in types.All)
        {
            _addresses[type.GetDocumentationCommentId()!] = Page(type);
            foreach (var same in PublicTypes.MembersOf(type).GroupBy(Name))
            {
                foreach (var (i, member) in same.Index())
                {
                    _addresses[member.GetDocumentationCommentId()!] = $"{Page(type)}#{same.Key}{(i == 0 ? "" : FormattableString.Invariant($"-{i + 1}"))}";
                }
            }
        }

        (Html, Signature) = (new DocumentationHtml(_addresses), new Signature(_addresses));
    }

    internal DocumentationHtml Html { get; }

    internal Signature Signature { get; }

    /// <summary>The pages: file and HTML.</summary>
    /// <param name="introduction">What the page with all types begins with, as HTML with the heading.</param>
    /// <param name="navigation">The links at the top of a page, as HTML, by its file.</param>
    public IEnumerable<(string File, string Html)> Pages(string introduction, Func<string, string> navigation) =>
        _types.All.Select(type => (Page(type), new TypePage(this, type).ToHtml(navigation(Page(type)))))
            .Append((Index, IndexPage(introduction, navigation(Index))));

    internal XElement Words(ISymbol symbol) => DocumentationXml.Of(symbol, _types.Find);

    /// <summary>A type's name without its namespace, or a member's.</summary>
    internal static string Name(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol type => (type.ContainingType is { } outer ? $"{Name(outer)}." : "") + type.Name
            + (type.TypeParameters.IsEmpty ? "" : $"<{string.Join(", ", type.TypeParameters.Select(parameter => parameter.Name))}>"),
        IMethodSymbol { MethodKind: MethodKind.Constructor } => symbol.ContainingType.Name,
        IPropertySymbol { IsIndexer: true } => "Indexer",
        IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion } => symbol.Name.Replace("op_", "", StringComparison.Ordinal),
        _ => symbol.Name,
    };

    /// <summary>The id of a member on its type's page; overloads are counted.</summary>
    internal string Place(ISymbol member) => Address(member).Split('#')[1];

    private string Address(ISymbol symbol) => _addresses[symbol.GetDocumentationCommentId()!];

    private static string Page(INamedTypeSymbol type) =>
        $"library.{string.Join('.', type.ContainingNamespace.ToDisplayString(), type.ContainingType is { } outer ? $"{outer.Name}.{type.MetadataName}" : type.MetadataName).Replace('`', '-')}.html";

    private string IndexPage(string introduction, string navigation)
    {
        var html = new StringBuilder(PageFrame.Head("The library", navigation)).Append(introduction);
        foreach (var group in _types.All.GroupBy(type => type.ContainingNamespace.ToDisplayString()))
        {
            html.Append($"<h2>{Markup.Encode(group.Key)}</h2>\n<dl>\n")
                .AppendJoin("", group.Select(type => $"<div><dt><a href=\"{Page(type)}\">{Markup.Encode(Name(type))}</a></dt><dd>{Html.Brief(Words(type).Element("summary"))}</dd></div>\n"))
                .Append("</dl>\n");
        }

        var members = _types.All.Where(type => type.TypeKind != TypeKind.Enum).SelectMany(PublicTypes.MembersOf)
            .Where(member => member is not IMethodSymbol { MethodKind: not MethodKind.Ordinary })
            .DistinctBy(member => (Name(member), Page(member.ContainingType))).OrderBy(Name, StringComparer.OrdinalIgnoreCase);
        return html.Append("<h2>All members by name</h2>\n<ul class=\"names\">\n")
            .AppendJoin("", members.Select(member => $"<li><a href=\"{Address(member)}\">{Markup.Encode(Name(member))}</a> {Markup.Encode(Name(member.ContainingType))}</li>\n"))
            .Append("</ul>\n").Append(PageFrame.Foot).ToString();
    }
}
