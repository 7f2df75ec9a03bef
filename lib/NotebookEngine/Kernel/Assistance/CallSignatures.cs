using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookEngine.Kernel.Assistance;

/// <summary>The call whose arguments hold the cursor, as text: its signature, documentation and overloads.</summary>
internal static class CallSignatures
{
    /// <summary>The text; empty when the cursor is in no call's arguments.</summary>
    public static async Task<string> AtAsync(Document document, int position)
    {
        var root = await document.GetSyntaxRootAsync().ConfigureAwait(false);
        var model = (await document.GetSemanticModelAsync().ConfigureAwait(false))!;
        return CallArguments.Around(root!, position) is not { } arguments
            || Candidates(model, arguments.Call).Where(called => model.IsAccessible(position, called)).ToList() is not [_, ..] candidates
            ? ""
            : Describe(model, position, arguments, candidates);
    }

    private static string Describe(SemanticModel model, int position, CallArguments arguments, List<ISymbol> candidates)
    {
        var best = Best(model, arguments, candidates);
        var others = candidates.Where(other => !SymbolEqualityComparer.Default.Equals(other, best)).Select(Line).ToList();
        var parts = new List<string> { Line(best), MemberDocumentation.Describe(best, arguments.ParameterOf(best), Type) };
        if (others.Count > 0)
        {
            parts.Add($"Overloads:\n{string.Join('\n', others.Select(other => $"  {other}"))}");
        }

        return string.Join("\n\n", parts.Where(part => part.Length > 0));

        string Line(ISymbol symbol) => symbol.ToMinimalDisplayString(model, position, SymbolTexts.Member);
        string Type(ITypeSymbol type) => type.ToMinimalDisplayString(model, position, SymbolTexts.Declaration.WithKindOptions(SymbolDisplayKindOptions.None));
    }

    // The one that C# would call; while arguments are missing, the first that takes so many.
    private static ISymbol Best(SemanticModel model, CallArguments arguments, List<ISymbol> candidates)
    {
        var called = model.GetSymbolInfo(arguments.Call).Symbol;
        return candidates.Find(candidate => SymbolEqualityComparer.Default.Equals(candidate, called))
            ?? candidates.Find(candidate => arguments.ParameterOf(candidate) is not null)
            ?? candidates[0];
    }

    private static ImmutableArray<ISymbol> Candidates(SemanticModel model, SyntaxNode call) => call switch
    {
        InvocationExpressionSyntax invocation => Methods(model, invocation.Expression),
        ElementAccessExpressionSyntax access => Indexers(model, position: access.SpanStart, model.GetTypeInfo(access.Expression).Type),
        ElementBindingExpressionSyntax binding => [.. binding.Ancestors().OfType<ConditionalAccessExpressionSyntax>().Take(1)
            .SelectMany(access => Indexers(model, access.SpanStart, model.GetTypeInfo(access.Expression).Type))],
        BaseObjectCreationExpressionSyntax creation => Constructors(model.GetTypeInfo(creation).Type),
        PrimaryConstructorBaseTypeSyntax based => Constructors(model.GetTypeInfo(based.Type).Type),
        AttributeSyntax attribute => Constructors(model.GetTypeInfo(attribute).Type),
        ConstructorInitializerSyntax initializer => model.GetSymbolInfo(initializer) is var called && called.Symbol is { } constructor
            ? Constructors(constructor.ContainingType)
            : called.CandidateSymbols,
        _ => [],
    };

    private static ImmutableArray<ISymbol> Methods(SemanticModel model, ExpressionSyntax called) =>
        model.GetMemberGroup(called) is [_, ..] methods
            ? methods
            : model.GetTypeInfo(called).Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke } ? [invoke] : [];

    private static ImmutableArray<ISymbol> Constructors(ITypeSymbol? type) =>
        type is INamedTypeSymbol named ? [.. named.InstanceConstructors] : [];

    private static ImmutableArray<ISymbol> Indexers(SemanticModel model, int position, ITypeSymbol? type) =>
        type is null ? [] : [.. model.LookupSymbols(position, type).OfType<IPropertySymbol>().Where(property => property.IsIndexer)];
}
