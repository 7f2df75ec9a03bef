using Microsoft.CodeAnalysis;

namespace NotebookEngine.Kernel.Assistance;

/// <summary>Gives a referenced library the XML documentation that lies beside it.</summary>
internal sealed class ReferenceDocumentation
{
    private readonly Dictionary<MetadataReference, MetadataReference> _documented = [];

    /// <summary>The reference with its documentation, sharing the metadata that is already in memory.</summary>
    public MetadataReference AddTo(MetadataReference reference)
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
