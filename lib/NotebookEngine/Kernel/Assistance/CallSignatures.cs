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
        return CallArguments.Around(root!, position) is { } arguments && Candidates(model, arguments.Call) is [_, ..] candidates
            ? Describe(model, arguments, candidates)
            : "";
    }

    /// <summary>What the call can mean: the overloads that may be used at its place.</summary>
    public static List<ISymbol> Candidates(SemanticModel model, SyntaxNode call) =>
        [.. AllCandidates(model, call).Where(called => model.IsAccessible(call.SpanStart, called))];

    private static string Describe(SemanticModel model, CallArguments arguments, List<ISymbol> candidates)
    {
        var best = Best(model, arguments, candidates);
        var declaration = SymbolTexts.Member(best);
        var others = candidates.Select(SymbolTexts.Member).Distinct().Where(other => other != declaration).ToList();
        var parts = new List<string> { declaration, MemberDocumentation.Describe(best, arguments.ParameterOf(best, arguments.Index)) };
        if (others.Count > 0)
        {
            parts.Add($"Overloads:\n{string.Join('\n', others.Select(other => $"  {other}"))}");
        }

        return string.Join("\n\n", parts.Where(part => part.Length > 0));
    }

    // The one that C# would call; while arguments are missing, the first that takes those which are there.
    private static ISymbol Best(SemanticModel model, CallArguments arguments, List<ISymbol> candidates)
    {
        var called = model.GetSymbolInfo(arguments.Call).Symbol;
        return candidates.Find(candidate => SymbolEqualityComparer.Default.Equals(candidate, called))
            ?? candidates.Find(candidate => Takes(model, arguments, candidate))
            ?? candidates[0];
    }

    private static bool Takes(SemanticModel model, CallArguments arguments, ISymbol candidate) =>
        arguments.ParameterOf(candidate, arguments.Index) is not null
        && arguments.Arguments.Index().All(argument =>
            argument.Item.Value.IsMissing
            || (arguments.ParameterOf(candidate, argument.Index) is { } parameter
                && (parameter.IsParams || model.ClassifyConversion(argument.Item.Value, parameter.Type).IsImplicit)));

    private static ImmutableArray<ISymbol> AllCandidates(SemanticModel model, SyntaxNode call) => call switch
    {
        InvocationExpressionSyntax invocation => Methods(model, invocation.Expression),
        ElementAccessExpressionSyntax access => Indexers(model.GetTypeInfo(access.Expression).Type),
        BaseObjectCreationExpressionSyntax creation => Constructors(model.GetTypeInfo(creation).Type),
        PrimaryConstructorBaseTypeSyntax based => Constructors(model.GetTypeInfo(based.Type).Type),
        AttributeSyntax attribute => Constructors(model.GetTypeInfo(attribute).Type),
        ConstructorInitializerSyntax initializer => model.GetSymbolInfo(initializer) is var called && called.Symbol is { } constructor
            ? Constructors(constructor.ContainingType)
            : called.CandidateSymbols,
        _ => [],
    };

    private static ImmutableArray<ISymbol> Methods(SemanticModel model, ExpressionSyntax called)
    {
        if (model.GetTypeInfo(called).Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke })
        {
            return [invoke];
        }

        // Roslyn gives the methods of instances and types together.
        var isOfType = called is MemberAccessExpressionSyntax access ? model.GetSymbolInfo(access.Expression).Symbol is ITypeSymbol : (bool?)null;
        return [.. model.GetMemberGroup(called).Where(method => isOfType is null || method.IsStatic == isOfType)];
    }

    private static ImmutableArray<ISymbol> Constructors(ITypeSymbol? type) =>
        type is INamedTypeSymbol named ? [.. named.InstanceConstructors] : [];

    // An interface has no base type, but inherits.
    private static ImmutableArray<ISymbol> Indexers(ITypeSymbol? type)
    {
        var owners = new List<ITypeSymbol>();
        for (var owner = type; owner is not null; owner = owner.BaseType)
        {
            owners.Add(owner);
        }

        IEnumerable<ITypeSymbol> inherited = type?.TypeKind == TypeKind.Interface ? type.AllInterfaces : [];
        return [.. owners.Concat(inherited).SelectMany(owner => owner.GetMembers().OfType<IPropertySymbol>()).Where(property => property.IsIndexer)];
    }
}
