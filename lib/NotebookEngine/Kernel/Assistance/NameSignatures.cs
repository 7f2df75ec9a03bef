using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookEngine.Kernel.Assistance;

/// <summary>How the names that can be written at a place are declared. Roslyn's own descriptions take far too long for a list.</summary>
internal sealed class NameSignatures
{
    private readonly ILookup<string, ISymbol> _symbols;
    private readonly ILookup<string, ISymbol> _arguments;

    private NameSignatures(IEnumerable<ISymbol> symbols, IEnumerable<ISymbol> arguments)
    {
        _symbols = symbols.ToLookup(symbol => symbol.Name);
        _arguments = arguments.ToLookup(parameter => parameter.Name);
    }

    public static async Task<NameSignatures> AtAsync(Document document, int position)
    {
        var model = (await document.GetSemanticModelAsync().ConfigureAwait(false))!;
        var root = (await document.GetSyntaxRootAsync().ConfigureAwait(false))!;
        var arguments = CallArguments.Around(root, position) is { } call
            ? CallSignatures.Candidates(model, call.Call).SelectMany(SymbolTexts.Parameters)
            : [];
        return new NameSignatures(
            model.LookupSymbols(position, Container(model, root.TokenBefore(position)), includeReducedExtensionMethods: true), arguments);
    }

    /// <summary>The declaration in one line, with how many more bear the name; empty when it is none of a symbol's.</summary>
    public string Of(string name) => Declarations(_symbols[name.TrimStart('@')]);

    /// <summary>The same of a parameter of the call around.</summary>
    public string OfArgument(string name) => Declarations(_arguments[name.TrimStart('@')]);

    private static string Declarations(IEnumerable<ISymbol> symbols) =>
        symbols.Select(symbol => symbol.ToDisplayString(SymbolTexts.Declaration)).Distinct().ToList() switch
        {
            [] => "",
            [var only] => only,
            [var first, .. var others] => FormattableString.Invariant($"{first} (+ {others.Count})"),
        };

    // The type whose members are named: of what stands before the dot, or of the object whose initializer it is.
    private static INamespaceOrTypeSymbol? Container(SemanticModel model, SyntaxToken before)
    {
        var owner = before.Parent switch
        {
            MemberAccessExpressionSyntax access when access.OperatorToken == before => access.Expression,
            QualifiedNameSyntax name when name.DotToken == before => name.Left,
            MemberBindingExpressionSyntax binding => binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression,
            InitializerExpressionSyntax { Parent: ExpressionSyntax created } => created,
            _ => null,
        };
        return owner is null ? null : model.GetSymbolInfo(owner).Symbol as INamespaceOrTypeSymbol ?? Members(model.GetTypeInfo(owner).Type, before);
    }

    private static ITypeSymbol? Members(ITypeSymbol? type, SyntaxToken before) =>
        before.Parent is MemberBindingExpressionSyntax && type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type;
}
