using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;
using NotebookEngine.Scripting;

namespace NotebookEngine.Kernel.Assistance;

/// <summary>
/// The cells so far as Roslyn's editor services want them: a chain of submission projects, each seeing the ones
/// before. At its head stands an empty one with all references; at its end the cell that is written. May be asked from
/// any thread, also while a cell runs.
/// </summary>
/// <param name="compiler">Compiles the cells.</param>
/// <param name="last">Gives the last cell that ran, or null.</param>
internal sealed class SubmissionWorkspace(CellCompiler compiler, Func<Submission?> last) : IDisposable
{
    private readonly AdhocWorkspace _workspace = new(MefHostServices.DefaultHost);
    private readonly ReferenceDocumentation _documentation = new();
    private readonly ProjectId _head = ProjectId.CreateNewId();
    private readonly ProjectId _next = ProjectId.CreateNewId();
    private readonly Lock _turn = new();
    private IReadOnlyList<EarlierCell> _cells = [];
    private IReadOnlyList<MetadataReference> _references = [];
    private Solution? _solution;
    private Submission? _seen;

    /// <summary>The code as a cell that would run next.</summary>
    public Document Open(string code)
    {
        lock (_turn)
        {
            var solution = Update();
            var document = solution.GetProject(_next)!.DocumentIds.Single();
            return solution.WithDocumentText(document, SourceText.From(code)).GetDocument(document)!;
        }
    }

    public void Dispose() => _workspace.Dispose();

    private Solution Update()
    {
        var (references, ran) = (compiler.References, last());
        var solution = _solution ?? Begin(compiler.Create("", "head", null).Compilation.Options);
        if (!_references.SequenceEqual(references))
        {
            _references = references;
            solution = solution.WithProjectMetadataReferences(_head, _documentation.AddTo(_references));
        }

        if (!ReferenceEquals(_seen, ran))
        {
            solution = Chain(solution, LiveCells.Of([.. _cells, .. NewSince(_seen, ran)], cell => cell.Names));
            _seen = ran;
        }

        return _solution = Compiled(solution);
    }

    private Solution Begin(CompilationOptions compilation) => _workspace.CurrentSolution
        .AddProject(Project(_head, "", "head", compilation, null))
        .AddProject(Project(_next, "", "next", compilation, _head));

    private static IEnumerable<EarlierCell> NewSince(Submission? seen, Submission? ran)
    {
        var missing = new Stack<Submission>();
        for (var cell = ran; cell is not null && !ReferenceEquals(cell, seen); cell = cell.Previous)
        {
            missing.Push(cell);
        }

        return missing.Select(cell => new EarlierCell(
            ProjectId.CreateNewId(), cell.Code, cell.Compilation.AssemblyName!, cell.Compilation.Options, CellNames.Of(cell)));
    }

    private Solution Chain(Solution solution, IReadOnlyList<EarlierCell> cells)
    {
        foreach (var gone in _cells.Except(cells))
        {
            solution = solution.RemoveProject(gone.Id);
        }

        var before = _head;
        foreach (var cell in cells)
        {
            solution = solution.GetProject(cell.Id) is null
                ? solution.AddProject(Project(cell.Id, cell.Code, cell.Name, cell.Options, before))
                : Follow(solution, cell.Id, before);
            before = cell.Id;
        }

        _cells = cells;
        return Follow(solution, _next, before);
    }

    private static Solution Follow(Solution solution, ProjectId project, ProjectId before) =>
        solution.GetProject(project)!.AllProjectReferences is [var reference] && reference.ProjectId == before
            ? solution
            : solution.WithProjectReferences(project, [new ProjectReference(before)]);

    // From the first to the last: what a solution compiled, the ones that are made from it share, and a chain that is
    // compiled from its end would call itself once a cell.
    private Solution Compiled(Solution solution)
    {
        foreach (var project in _cells.Select(cell => cell.Id).Prepend(_head))
        {
            compiler.Bind(solution.GetProject(project)!.GetCompilationAsync().GetAwaiter().GetResult()!);
        }

        return solution;
    }

    private static ProjectInfo Project(ProjectId id, string code, string name, CompilationOptions compilation, ProjectId? before) =>
        ProjectInfo.Create(
            id,
            VersionStamp.Create(),
            name,
            name,
            LanguageNames.CSharp,
            compilationOptions: compilation,
            parseOptions: CellCompiler.ParseOptions,
            documents:
            [
                DocumentInfo.Create(
                    DocumentId.CreateNewId(id),
                    name,
                    sourceCodeKind: SourceCodeKind.Script,
                    loader: TextLoader.From(TextAndVersion.Create(SourceText.From(code), VersionStamp.Create()))),
            ],
            projectReferences: before is null ? [] : [new ProjectReference(before)],
            isSubmission: true);

    private sealed record EarlierCell(ProjectId Id, string Code, string Name, CompilationOptions Options, CellNames Names);
}
