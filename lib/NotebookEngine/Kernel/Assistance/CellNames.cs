using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NotebookEngine.Scripting;

namespace NotebookEngine.Kernel.Assistance;

/// <summary>What a cell that ran gives to later cells, and what it may take from earlier ones.</summary>
/// <param name="Usings">Its using directives, as written.</param>
/// <param name="Definitions">What it defines, told apart as C# does: methods by their parameters, types by their arity.</param>
/// <param name="Names">The same as plain names.</param>
/// <param name="Mentions">The other names in its code.</param>
internal sealed record CellNames(
    IReadOnlyCollection<string> Usings,
    IReadOnlyCollection<string> Definitions,
    IReadOnlyCollection<string> Names,
    IReadOnlyCollection<string> Mentions)
{
    /// <summary>Reads the names off a compiled cell.</summary>
    public static CellNames Of(Submission cell)
    {
        var members = cell.Members.ToList();
        var names = members.Select(member => member.Name).ToHashSet();
        var mentions = cell.Root.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText);
        return new CellNames(
            [.. cell.Root.Usings.Select(directive => directive.ToString())],
            [.. members.Select(member => member.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat))],
            names,
            mentions.Where(mention => !names.Contains(mention)).ToHashSet());
    }
}
