using System.ComponentModel;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Workbench.Tests.Kernel;

/// <summary>What can be written at a place, by the compiler's own lookup of names.</summary>
internal static class Oracle
{
    /// <summary>Places after the first letter of a name, spread over the code.</summary>
    public static IEnumerable<int> Positions(string code, int count)
    {
        var names = CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(kind: SourceCodeKind.Script)).GetRoot().DescendantNodes()
            .OfType<SimpleNameSyntax>()
            .Where(IsExpression)
            .Select(name => name.SpanStart + 1)
            .ToList();
        var step = Math.Max(1, names.Count / count);
        return names.Where((_, index) => index % step == 0).Take(count);
    }

    /// <summary>The names that begin with what was typed.</summary>
    public static HashSet<string> Names(Compilation compilation, int position, string typed)
    {
        var tree = compilation.SyntaxTrees.Single();
        var model = compilation.GetSemanticModel(tree);
        var name = tree.GetRoot().FindToken(position - 1).Parent!;
        return [.. Known(model, name)
            .Where(symbol => symbol.CanBeReferencedByName && !IsHidden(symbol, position) && symbol.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .Select(symbol => symbol.Name)];
    }

    private static IEnumerable<ISymbol> Known(SemanticModel model, SyntaxNode name)
    {
        if (name.Parent is not MemberAccessExpressionSyntax access || access.Name != name)
        {
            return model.LookupSymbols(name.SpanStart);
        }

        var left = model.GetSymbolInfo(access.Expression).Symbol;
        return left switch
        {
            INamespaceSymbol space => model.LookupSymbols(name.SpanStart, space),
            ITypeSymbol { TypeKind: TypeKind.Enum } values => values.GetMembers(),
            ITypeSymbol type => model.LookupSymbols(name.SpanStart, type).Where(symbol => symbol.IsStatic || symbol is ITypeSymbol),
            _ => model.LookupSymbols(name.SpanStart, model.GetTypeInfo(access.Expression).Type, includeReducedExtensionMethods: true)
                .Where(symbol => !symbol.IsStatic && symbol is not ITypeSymbol),
        };
    }

    private static bool IsExpression(SimpleNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax or ArgumentSyntax or InvocationExpressionSyntax or BinaryExpressionSyntax;

    // What editors leave out: variables before their declaration, members marked so, void, and namespaces in which
    // nothing is public.
    private static bool IsHidden(ISymbol symbol, int position) => symbol switch
    {
        ILocalSymbol local => local.Locations[0].SourceSpan.Start > position,
        INamespaceSymbol space => !HoldsPublicType(space),
        ITypeSymbol { SpecialType: SpecialType.System_Void } => true,
        _ => symbol.GetAttributes().Any(attribute =>
            attribute is { AttributeClass.Name: nameof(EditorBrowsableAttribute), ConstructorArguments: [{ Value: (int)EditorBrowsableState.Never }] }),
    };

    private static bool HoldsPublicType(INamespaceSymbol space) =>
        space.GetTypeMembers().Any(type => type.DeclaredAccessibility == Accessibility.Public) || space.GetNamespaceMembers().Any(HoldsPublicType);
}
