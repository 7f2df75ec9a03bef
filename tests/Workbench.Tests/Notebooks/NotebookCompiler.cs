using NotebookEngine.Notebooks;
using NotebookEngine.Running;
using NotebookEngine.Scripting;

namespace Workbench.Tests.Notebooks;

/// <summary>Compiles notebooks without executing a cell: finds what a renamed member breaks, in a second or two.</summary>
internal static class NotebookCompiler
{
    /// <summary>Compiles all code cells one after another, as they would be executed.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="baseDirectory">Its folder, from which <c>#r</c> counts.</param>
    /// <param name="cancellationToken">Stops between cells.</param>
    /// <returns>The first cell that does not compile, or null.</returns>
    public static CellFailure? Compile(Notebook notebook, string baseDirectory, CancellationToken cancellationToken)
    {
        using var engine = new ScriptEngine(baseDirectory);
        Submission? previous = null;
        foreach (var cell in notebook.Cells.Where(cell => cell.Kind == CellKind.Code && !string.IsNullOrWhiteSpace(cell.Source)))
        {
            var name = FormattableString.Invariant($"cell {cell.Number}");
            try
            {
                previous = engine.Compiler.Read(cell.Source, name, previous);
                if (CompilationErrors.Among(previous.Compilation.GetDiagnostics(cancellationToken)) is { Length: > 0 } errors)
                {
                    return new CellFailure(cell, CompilationErrors.Describe(errors, name));
                }
            }
            catch (CellException wrong)
            {
                return new CellFailure(cell, RuntimeErrors.Describe(wrong, name));
            }
        }

        return null;
    }
}
