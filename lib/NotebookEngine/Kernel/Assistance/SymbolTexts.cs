using Microsoft.CodeAnalysis;

namespace NotebookEngine.Kernel.Assistance;

/// <summary>How symbols are written, and what they take.</summary>
internal static class SymbolTexts
{
    private const SymbolDisplayMiscellaneousOptions Types =
        SymbolDisplayMiscellaneousOptions.UseSpecialTypes
        | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
        | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier;

    /// <summary>A declaration as C# writes it, without body, namespaces and the type around it.</summary>
    public static SymbolDisplayFormat Declaration { get; } = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        memberOptions: SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeRef,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType
            | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeParamsRefOut
            | SymbolDisplayParameterOptions.IncludeDefaultValue,
        propertyStyle: SymbolDisplayPropertyStyle.NameOnly,
        localOptions: SymbolDisplayLocalOptions.IncludeType,
        kindOptions: SymbolDisplayKindOptions.IncludeTypeKeyword | SymbolDisplayKindOptions.IncludeNamespaceKeyword,
        miscellaneousOptions: Types);

    /// <summary>The same with the type around it, which a constructor has in its name.</summary>
    public static string Member(ISymbol symbol) =>
        symbol.ToDisplayString(symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } ? Declaration : Contained);

    /// <summary>The parameters of a method or an indexer.</summary>
    public static IReadOnlyList<IParameterSymbol> Parameters(this ISymbol member) => member switch
    {
        IMethodSymbol method => method.Parameters,
        IPropertySymbol indexer => indexer.Parameters,
        _ => [],
    };

    private static SymbolDisplayFormat Contained { get; } = Declaration.AddMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType);
}
