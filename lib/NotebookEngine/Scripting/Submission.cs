using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookEngine.Scripting;

/// <summary>A cell that compiles, after the cells before it.</summary>
/// <param name="Code">Its C#, with the directives blanked.</param>
/// <param name="Compilation">What Roslyn knows of it; names of earlier cells lead to their compilations.</param>
/// <param name="Previous">The cell before it, or null.</param>
internal sealed record Submission(string Code, CSharpCompilation Compilation, Submission? Previous)
{
    /// <summary>Its syntax.</summary>
    public CompilationUnitSyntax Root => (CompilationUnitSyntax)Compilation.SyntaxTrees[0].GetRoot();

    /// <summary>Whether it has anything to run; a cell of <c>using</c> lines has not.</summary>
    public bool HasCode { get; } = ((CompilationUnitSyntax)Compilation.SyntaxTrees[0].GetRoot()).Members.Count > 0;

    /// <summary>Where its variables lie among those of all cells, as the compiler numbers them.</summary>
    public int Slot { get; } = Previous?.LastSlot + 1 ?? 1;

    /// <summary>The variables, functions and types that it defines.</summary>
    public IEnumerable<ISymbol> Members => Compilation.ScriptClass!.GetMembers()
        .Where(member => member is { CanBeReferencedByName: true, IsImplicitlyDeclared: false });

    private int LastSlot => HasCode ? Slot : Slot - 1;

    /// <summary>Whether it ends with an expression that has a value, be it null.</summary>
    public bool HasValue =>
        Root.Members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last }
        && Compilation.GetSemanticModel(Compilation.SyntaxTrees[0]).GetTypeInfo(last.Expression).Type?.SpecialType != SpecialType.System_Void;
}

/// <summary>A cell that is loaded.</summary>
/// <param name="Run">Runs it on the variables of all cells, to which it adds its own.</param>
/// <param name="Interrupt">The field that its loops look at; null where it has none.</param>
internal sealed record LoadedCell(Func<object?[], Task<object?>> Run, FieldInfo? Interrupt);

/// <summary>A cell does not compile.</summary>
internal sealed class CompilationException(IReadOnlyList<Diagnostic> diagnostics) : Exception("the cell does not compile")
{
    public IReadOnlyList<Diagnostic> Diagnostics { get; } = diagnostics;
}
