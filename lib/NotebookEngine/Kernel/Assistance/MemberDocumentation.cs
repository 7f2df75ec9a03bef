using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace NotebookEngine.Kernel.Assistance;

/// <summary>A member's XML documentation as plain text.</summary>
internal static partial class MemberDocumentation
{
    /// <summary>Summary, parameters (the current one marked by <c>&gt;</c>), return value and exceptions.</summary>
    public static string Describe(ISymbol member, IParameterSymbol? current)
    {
        var xml = Read(member);
        var lines = member.Parameters().Select(parameter =>
            $"{(parameter.Name == current?.Name ? '>' : ' ')} {parameter.ToDisplayString(SymbolTexts.Declaration)}{After(Text(Named("param", parameter.Name)))}");
        var exceptions = xml.Elements("exception").Select(thrown => $"  {Reference(thrown)}{After(Text(thrown))}");
        return string.Join("\n\n", new[]
        {
            Text(xml.Element("summary")),
            Section("Parameters", lines),
            Text(xml.Element("returns")) is { Length: > 0 } returned ? $"Returns: {returned}" : "",
            Section("Exceptions", exceptions),
        }.Where(part => part.Length > 0));

        XElement? Named(string element, string name) => xml.Elements(element).FirstOrDefault(found => (string?)found.Attribute("name") == name);
    }

    private static XElement Read(ISymbol member)
    {
        for (var symbol = Declared(member); symbol is not null; symbol = (symbol as IMethodSymbol)?.OverriddenMethod)
        {
            if (Parse(symbol.GetDocumentationCommentXml()) is { } xml && xml.Element("inheritdoc") is null)
            {
                return xml;
            }
        }

        return new XElement("doc");
    }

    private static ISymbol Declared(ISymbol member) => ((member as IMethodSymbol)?.ReducedFrom ?? member).OriginalDefinition;

    private static XElement? Parse(string? xml)
    {
        try
        {
            return string.IsNullOrWhiteSpace(xml) ? null : XElement.Parse($"<doc>{xml}</doc>") is var doc ? doc.Element("member") ?? doc : null;
        }
        catch (XmlException)
        {
            return null; // a reader's own comment, half written
        }
    }

    private static string Section(string title, IEnumerable<string> lines) =>
        lines.ToList() is [_, ..] all ? $"{title}:\n{string.Join('\n', all)}" : "";

    private static string After(string text) => text.Length > 0 ? $": {text}" : "";

    private static string Text(XElement? element) =>
        element is null ? "" : Spaces().Replace(string.Concat(element.Nodes().Select(Text)), " ").Trim();

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { IsEmpty: true } reference => Reference(reference),
        XElement { Name.LocalName: "para" or "item" or "br" } paragraph => $" {string.Concat(paragraph.Nodes().Select(Text))} ",
        XElement inner => string.Concat(inner.Nodes().Select(Text)),
        _ => "",
    };

    // The name in cref="M:System.Console.Write(System.String)", langword="null" or name="value".
    private static string Reference(XElement element)
    {
        var target = (string?)element.Attribute("cref") ?? (string?)element.Attribute("langword") ?? (string?)element.Attribute("name") ?? "";
        return Arity().Replace(target.Split('(')[0].Split(':')[^1], "").Split('.')[^1];
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"(?<!`)`+\d+")]
    private static partial Regex Arity();
}
