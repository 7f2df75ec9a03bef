using Microsoft.CodeAnalysis;
using NotebookEngine.Gallery;

namespace NotebookEngine.Reference;

/// <summary>Declarations as C# writes them, without bodies and namespaces; the types in them are links.</summary>
/// <param name="addresses">Where the types that have a page are, by documentation id.</param>
internal sealed class Signature(IReadOnlyDictionary<string, string> addresses)
{
    private const SymbolDisplayParameterOptions Parameters = SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName
        | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeExtensionThis;

    private const SymbolDisplayMiscellaneousOptions Miscellaneous = SymbolDisplayMiscellaneousOptions.UseSpecialTypes
        | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier;

    private static readonly SymbolDisplayFormat Type = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints | SymbolDisplayGenericsOptions.IncludeVariance,
        delegateStyle: SymbolDisplayDelegateStyle.NameAndSignature,
        parameterOptions: Parameters,
        kindOptions: SymbolDisplayKindOptions.IncludeTypeKeyword,
        miscellaneousOptions: Miscellaneous);

    private static readonly SymbolDisplayFormat Member = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints,
        memberOptions: SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeRef
            | SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeAccessibility | SymbolDisplayMemberOptions.IncludeConstantValue,
        parameterOptions: Parameters,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        kindOptions: SymbolDisplayKindOptions.IncludeMemberKeyword,
        miscellaneousOptions: Miscellaneous);

    private static readonly SymbolDisplayFormat Short = new(genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters, miscellaneousOptions: Miscellaneous);

    /// <summary>A type with what it derives from.</summary>
    public string Of(INamedTypeSymbol type)
    {
        var modifier = type.TypeKind != TypeKind.Class ? "" : type.IsStatic ? "static " : type.IsSealed ? "sealed " : type.IsAbstract ? "abstract " : "";
        var bases = (type is { TypeKind: TypeKind.Class, BaseType: { } parent } ? type.Interfaces.Prepend(parent) : type.Interfaces)
            .Where(above => addresses.ContainsKey(Id(above))).Select(above => Parts(above.ToDisplayParts(Short)));
        return $"<span class=\"keyword\">public {modifier}</span>{Parts(type.ToDisplayParts(Type), type)}{(bases.Any() ? " : " : "")}{string.Join(", ", bases)}";
    }

    /// <summary>A member.</summary>
    public string Of(ISymbol member) => Parts(member.ToDisplayParts(Member));

    private string Parts(IEnumerable<SymbolDisplayPart> parts, INamedTypeSymbol? itself = null) => string.Concat(parts.Select(part =>
    {
        var words = Markup.Encode(part.ToString());
        return part.Kind == SymbolDisplayPartKind.Keyword ? $"<span class=\"keyword\">{words}</span>"
            : part.Symbol is INamedTypeSymbol type && !SymbolEqualityComparer.Default.Equals(type, itself) && addresses.TryGetValue(Id(type), out var address) ? $"<a href=\"{address}\">{words}</a>"
            : words;
    }));

    private static string Id(INamedTypeSymbol type) => type.OriginalDefinition.GetDocumentationCommentId() ?? "";
}
