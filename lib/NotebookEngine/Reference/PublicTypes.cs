using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NotebookEngine.Reference;

/// <summary>The public types of libraries and their members, read from the files that a build leaves; no code of theirs runs.</summary>
internal sealed class PublicTypes
{
    private readonly CSharpCompilation _compilation;

    /// <summary>Reads the types.</summary>
    /// <param name="libraries">The assemblies, each with its XML documentation beside it.</param>
    /// <param name="others">Assemblies that they use.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public PublicTypes(IReadOnlyCollection<string> libraries, IEnumerable<string> others)
    {
        var own = libraries.Select(path =>
            MetadataReference.CreateFromFile(path, documentation: XmlDocumentationProvider.CreateFromFile(Documentation(path)))).ToArray();
        _compilation = CSharpCompilation.Create("reference", references: [.. own, .. others.Except(libraries).Select(path => MetadataReference.CreateFromFile(path))]);
        All =
        [
            .. own.Select(_compilation.GetAssemblyOrModuleSymbol).OfType<IAssemblySymbol>().SelectMany(library => Within(library.GlobalNamespace))
                .OrderBy(type => type.ToDisplayString(), StringComparer.Ordinal),
        ];
    }

    /// <summary>All types, nested ones too, by full name.</summary>
    public IReadOnlyList<INamedTypeSymbol> All { get; }

    /// <summary>The members of a type that somebody wrote, in the order of the source; what a compiler adds has no documentation.</summary>
    public static IEnumerable<ISymbol> MembersOf(INamedTypeSymbol type) =>
        type.GetMembers().Where(member => IsVisible(member) && member is not INamedTypeSymbol and not IMethodSymbol { AssociatedSymbol: not null }
            && (DocumentationXml.Own(member) is not null || IsDescribedByType(member, type)));

    /// <summary>The symbol of a <c>cref</c>, or null.</summary>
    public ISymbol? Find(string id) => DocumentationCommentId.GetFirstSymbolForDeclarationId(id, _compilation);

    private static IEnumerable<INamedTypeSymbol> Within(INamespaceOrTypeSymbol place) => place.GetMembers().SelectMany(member => member switch
    {
        INamedTypeSymbol type when IsVisible(type) => Within(type).Prepend(type),
        INamespaceSymbol inner => Within(inner),
        _ => [],
    });

    // Parameters of a record are its constructor and its properties, and have their words in the record's documentation.
    private static bool IsDescribedByType(ISymbol member, INamedTypeSymbol type) => member switch
    {
        IPropertySymbol { Parameters.IsEmpty: true } property => DocumentationXml.Parameter(type, property.Name) is not null,
        IMethodSymbol { MethodKind: MethodKind.Constructor, Parameters: { IsEmpty: false } parameters } =>
            parameters.All(parameter => DocumentationXml.Parameter(type, parameter.Name) is not null),
        _ => false,
    };

    private static bool IsVisible(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;

    private static string Documentation(string library) => Path.ChangeExtension(library, ".xml") is var path && File.Exists(path) ? path
        : throw new FileNotFoundException($"{path} is missing, the documentation of {Path.GetFileName(library)}; build it with GenerateDocumentationFile");
}
