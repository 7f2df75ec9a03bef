using Microsoft.CodeAnalysis;

namespace NotebookEngine.Kernel.Assistance;

/// <summary>How symbols are written.</summary>
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

    /// <summary>The same with the type around it.</summary>
    public static SymbolDisplayFormat Member { get; } = Declaration.AddMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType);
}
