using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookEngine.Kernel.Assistance;

/// <summary>How the names that can be written at a place are declared. Roslyn's own descriptions take far too long for a list.</summary>
internal sealed class NameSignatures
{
    private readonly SemanticModel _model;
    private readonly int _position;
    private readonly ILookup<string, ISymbol> _symbols;

    private NameSignatures(SemanticModel model, int position, INamespaceOrTypeSymbol? container)
    {
        _model = model;
        _position = position;
        _symbols = model.LookupSymbols(position, container, includeReducedExtensionMethods: true).ToLookup(symbol => symbol.Name);
    }

    public static async Task<NameSignatures> AtAsync(Document document, int position)
    {
        var model = (await document.GetSemanticModelAsync().ConfigureAwait(false))!;
        var root = await document.GetSyntaxRootAsync().ConfigureAwait(false);
        return new NameSignatures(model, position, Container(model, root!.TokenBefore(position)));
    }

    /// <summary>The declaration in one line, with how many more bear the name; empty when it is none of a symbol's.</summary>
    public string Of(string name) => _symbols[name].ToList() switch
    {
        [] => "",
        [var only] => Declaration(only),
        [var first, .. var others] => FormattableString.Invariant($"{Declaration(first)} (+ {others.Count})"),
    };

    private string Declaration(ISymbol symbol) => symbol.ToMinimalDisplayString(_model, _position, SymbolTexts.Declaration);

    // What stands before the dot.
    private static INamespaceOrTypeSymbol? Container(SemanticModel model, SyntaxToken before)
    {
        var left = before.Parent switch
        {
            MemberAccessExpressionSyntax access when access.OperatorToken == before => access.Expression,
            QualifiedNameSyntax name when name.DotToken == before => name.Left,
            MemberBindingExpressionSyntax binding => binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression,
            _ => (SyntaxNode?)null,
        };
        return left is null
            ? null
            : model.GetSymbolInfo(left).Symbol as INamespaceOrTypeSymbol ?? model.GetTypeInfo(left).Type;
    }
}
