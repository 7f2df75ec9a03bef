using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace NotebookEngine.Reference;

/// <summary>The XML documentation of symbols.</summary>
internal static class DocumentationXml
{
    private const string Inherited = "inheritdoc";

    /// <summary>What stands at a symbol itself; null if nothing does.</summary>
    public static XElement? Own(ISymbol symbol)
    {
        var xml = symbol.OriginalDefinition.GetDocumentationCommentXml();
        return string.IsNullOrWhiteSpace(xml) ? null : XElement.Parse($"<doc>{xml}</doc>") is var doc ? doc.Element("member") ?? doc : null;
    }

    /// <summary>What stands at a symbol, and of what it inherits the elements that it does not have itself.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="find">Finds the symbol of a <c>cref</c>.</param>
    public static XElement Of(ISymbol symbol, Func<string, ISymbol?> find)
    {
        var own = Own(symbol) ?? new XElement("doc");
        var whole = new XElement(own.Name, own.Elements().Where(element => element.Name.LocalName != Inherited));
        foreach (var mark in own.Elements(Inherited))
        {
            var from = (string?)mark.Attribute("cref") is { } id ? find(id) : Overridden(symbol);
            var path = ((string?)mark.Attribute("path"))?.TrimStart('/');
            whole.Add((from is null ? [] : Of(from, find).Elements()).Where(element =>
                (path is null || element.Name.LocalName == path)
                && !whole.Elements(element.Name).Any(there => (string?)there.Attribute("name") == (string?)element.Attribute("name"))).ToArray());
        }

        return whole;
    }

    /// <summary>What a symbol's documentation says of a parameter; null if nothing.</summary>
    public static XElement? Parameter(ISymbol symbol, string name) => Parameter(Own(symbol), name);

    /// <summary>What a documentation says of a parameter; null if nothing.</summary>
    public static XElement? Parameter(XElement? documentation, string name) =>
        documentation?.Elements("param").FirstOrDefault(parameter => (string?)parameter.Attribute("name") == name);

    private static ISymbol? Overridden(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { OverriddenMethod: { } method } => method,
        IPropertySymbol { OverriddenProperty: { } property } => property,
        INamedTypeSymbol type => type.BaseType,
        _ => symbol.ContainingType.AllInterfaces.SelectMany(face => face.GetMembers())
            .FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(symbol.ContainingType.FindImplementationForInterfaceMember(member), symbol)),
    };
}
