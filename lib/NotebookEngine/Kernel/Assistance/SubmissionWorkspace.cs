using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Host.Mef;
using NotebookEngine.Scripting;

namespace NotebookEngine.Kernel.Assistance;

/// <summary>
/// The cells so far as Roslyn's editor services want them: a chain of submission projects, each seeing the ones
/// before. A cell is added the first time that help is asked after it ran.
/// </summary>
internal sealed class SubmissionWorkspace(ScriptEngine engine) : IDisposable
{
    private readonly AdhocWorkspace _workspace = new(MefHostServices.DefaultHost);
    private readonly Dictionary<Submission, ProjectId> _submissions = [];
    private readonly ReferenceDocumentation _documentation = new();

    /// <summary>The code as a cell that would run next. The document is good until the next call.</summary>
    public Document Open(string code)
    {
        var last = engine.Last;
        var before = Add(last);
        var script = engine.Compiler.Create(code, "next", last);
        var project = Project(script, before);
        return _workspace.CurrentSolution.AddProject(project).GetProject(project.Id)!.Documents.Single();
    }

    public void Dispose() => _workspace.Dispose();

    private ProjectId? Add(Submission? last)
    {
        var missing = new Stack<Submission>();
        for (var script = last; script is not null && !_submissions.ContainsKey(script); script = script.Previous)
        {
            missing.Push(script);
        }

        foreach (var script in missing)
        {
            var project = Project(script, script.Previous is { } previous ? _submissions[previous] : null);
            _workspace.AddProject(project);
            _submissions.Add(script, project.Id);
        }

        return last is null ? null : _submissions[last];
    }

    private ProjectInfo Project(Submission script, ProjectId? before)
    {
        var compilation = script.Compilation;
        var id = ProjectId.CreateNewId();
        var name = compilation.AssemblyName!;
        var document = DocumentInfo.Create(
            DocumentId.CreateNewId(id),
            name,
            sourceCodeKind: SourceCodeKind.Script,
            loader: TextLoader.From(TextAndVersion.Create(Microsoft.CodeAnalysis.Text.SourceText.From(script.Code), VersionStamp.Create())));
        return ProjectInfo.Create(
            id,
            VersionStamp.Create(),
            name,
            name,
            LanguageNames.CSharp,
            compilationOptions: compilation.Options,
            parseOptions: CellCompiler.ParseOptions,
            documents: [document],
            projectReferences: before is null ? [] : [new ProjectReference(before)],
            metadataReferences: compilation.References.Select(_documentation.AddTo),
            isSubmission: true);
    }
}

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
