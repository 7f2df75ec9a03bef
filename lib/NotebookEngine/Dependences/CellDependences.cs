using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NotebookEngine.Scripting;

namespace NotebookEngine.Dependences;

/// <summary>A variable, function or type of a cell.</summary>
/// <param name="Cell">The assembly of the cell that defines it.</param>
/// <param name="Name">Its name.</param>
internal readonly record struct Definition(string Cell, string Name);

/// <summary>What a cell takes from earlier ones.</summary>
/// <param name="Uses">All that it names, be it only to give it another value.</param>
/// <param name="Reads">Those of them whose value it sees.</param>
/// <param name="Changes">Those of them that it assigns or increments, as a whole or in part, or hands on by <c>ref</c> or <c>out</c>.</param>
/// <remarks>What a method does to an object that a variable holds is not seen.</remarks>
internal sealed record CellDependences(
    IReadOnlySet<Definition> Uses, IReadOnlySet<Definition> Reads, IReadOnlySet<Definition> Changes)
{
    /// <summary>What the cell defines.</summary>
    public static IEnumerable<string> DefinedBy(Submission cell) => cell.Members.Select(member => member.Name).Distinct();

    /// <summary>Reads a cell that compiled.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="names">What earlier cells define: a cell that mentions none of it costs no more than a look at its words.</param>
    public static CellDependences Of(Submission cell, IReadOnlySet<string> names)
    {
        var (uses, reads, changes) = (new HashSet<Definition>(), new HashSet<Definition>(), new HashSet<Definition>());
        SemanticModel? model = null;
        foreach (var name in cell.Root.DescendantNodes().OfType<SimpleNameSyntax>().Where(name => names.Contains(name.Identifier.ValueText)))
        {
            model ??= cell.Compilation.GetSemanticModel(name.SyntaxTree);
            var symbol = model.GetSymbolInfo(name);
            if (DefinitionOf(symbol.Symbol ?? symbol.CandidateSymbols.FirstOrDefault()) is not { } definition
                || definition.Cell == cell.Compilation.AssemblyName)
            {
                continue;
            }

            uses.Add(definition);
            var (isRead, isChanged) = Access(name);
            if (isRead)
            {
                reads.Add(definition);
            }

            if (isChanged)
            {
                changes.Add(definition);
            }
        }

        return new CellDependences(uses, reads, changes);
    }

    // A member of a cell's type counts as the type; what libraries define lies in no cell.
    private static Definition? DefinitionOf(ISymbol? symbol)
    {
        symbol = symbol is IMethodSymbol { ReducedFrom: { } extension } ? extension : symbol;
        while (symbol is not (null or { ContainingSymbol: INamedTypeSymbol { IsScriptClass: true } }))
        {
            symbol = symbol.ContainingSymbol;
        }

        return symbol is null ? null : new Definition(symbol.ContainingAssembly.Name, symbol.Name);
    }

    private static (bool IsRead, bool IsChanged) Access(SimpleNameSyntax name)
    {
        ExpressionSyntax place = name;
        var isWhole = true;
        while (Around(place) is { } around)
        {
            isWhole &= around is not (MemberAccessExpressionSyntax or ElementAccessExpressionSyntax);
            place = around;
        }

        return place.Parent switch
        {
            AssignmentExpressionSyntax assignment when assignment.Left == place => (!isWhole || !assignment.IsKind(SyntaxKind.SimpleAssignmentExpression), true),
            PrefixUnaryExpressionSyntax prefix when prefix.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression => (true, true),
            PostfixUnaryExpressionSyntax or ConditionalAccessExpressionSyntax { WhenNotNull: AssignmentExpressionSyntax } => (true, true),
            ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.OutKeyword } => (!isWhole, true),
            ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword } => (true, true),
            _ => (true, false),
        };
    }

    // What an assignment to a part, to a tuple or in parentheses changes is what stands inside.
    private static ExpressionSyntax? Around(ExpressionSyntax place) => place.Parent switch
    {
        MemberAccessExpressionSyntax member when member.Expression == place => member,
        ElementAccessExpressionSyntax element when element.Expression == place => element,
        ParenthesizedExpressionSyntax parentheses => parentheses,
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure => sure,
        ArgumentSyntax { Parent: TupleExpressionSyntax tuple } => tuple,
        _ => null,
    };
}
