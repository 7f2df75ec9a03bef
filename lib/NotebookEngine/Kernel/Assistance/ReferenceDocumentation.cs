using Microsoft.CodeAnalysis;

namespace NotebookEngine.Kernel.Assistance;

/// <summary>Gives referenced libraries the XML documentation that lies beside them.</summary>
internal sealed class ReferenceDocumentation
{
    private readonly Dictionary<MetadataReference, MetadataReference> _documented = [];

    /// <summary>The references, each file once, with their documentation; they share the metadata that is in memory.</summary>
    public IEnumerable<MetadataReference> AddTo(IEnumerable<MetadataReference> references) =>
        references.DistinctBy(reference => (object?)(reference as PortableExecutableReference)?.FilePath ?? reference).Select(AddTo);

    private MetadataReference AddTo(MetadataReference reference)
    {
        if (!_documented.TryGetValue(reference, out var documented))
        {
            documented = Document(reference);
            _documented.Add(reference, documented);
        }

        return documented;
    }

    private static MetadataReference Document(MetadataReference reference)
    {
        if (reference is not PortableExecutableReference { FilePath: { } path } library
            || Path.ChangeExtension(path, ".xml") is var documentation && !File.Exists(documentation)
            || library.GetMetadata() is not AssemblyMetadata metadata)
        {
            return reference;
        }

        return metadata.GetReference(XmlDocumentationProvider.CreateFromFile(documentation), filePath: path);
    }
}
