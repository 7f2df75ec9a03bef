using Microsoft.CodeAnalysis;
using NotebookEngine.Dependences;
using NotebookEngine.Notebooks;
using NotebookEngine.Scripting;

namespace NotebookEngine.Running;

/// <summary>A cell of a notebook, compiled after the cells above it.</summary>
internal sealed class PlacedCell(Cell cell, Submission submission, CancellationToken cancellationToken)
{
    public Cell Cell { get; } = cell;

    public Submission Submission { get; } = submission;

    public IReadOnlySet<string> Defines { get; } = CellDependences.DefinedBy(submission).ToHashSet();

    public IReadOnlyList<Diagnostic> Errors { get; } = CompilationErrors.Among(submission.Compilation.GetDiagnostics(cancellationToken));

    /// <summary>The names in its code that nothing above it defines.</summary>
    public IEnumerable<string> UnknownNames => Errors
        .Where(error => error.Id is "CS0103" or "CS0246") // no such name, no such type
        .Select(error => Submission.Root.FindToken(error.Location.SourceSpan.Start).ValueText);

    public override string ToString() => FormattableString.Invariant($"cell {Cell.Number} ({Cell.Id})");
}
