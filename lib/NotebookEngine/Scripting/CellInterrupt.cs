using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace NotebookEngine.Scripting;

/// <summary>
/// Where the loops of a cell ask whether to stop; <see cref="LoopChecks"/> writes the question into them. .NET cannot
/// stop a thread from outside reliably: its <c>ControlledExecution</c> left loops running in about half of our trials.
/// </summary>
public static class CellInterrupt
{
    /// <summary>Throws where the cell that this code belongs to is to stop.</summary>
    /// <exception cref="OperationCanceledException">The cell is to stop.</exception>
    public static void Check() => RunningCell.Current?.Interrupt.ThrowIfCancellationRequested();
}

/// <summary>Puts a <see cref="CellInterrupt.Check"/> at the head of every loop and before every <c>goto</c>, on the line that is there.</summary>
internal sealed class LoopChecks : CSharpSyntaxRewriter
{
    private static readonly StatementSyntax Check =
        ParseStatement($"global::{typeof(CellInterrupt).FullName}.{nameof(CellInterrupt.Check)}();");

    /// <summary>The code with its checks; as it is where it does not parse.</summary>
    public static string AddTo(string code, CSharpParseOptions options)
    {
        var tree = CSharpSyntaxTree.ParseText(code, options);
        return tree.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error)
            ? code
            : new LoopChecks().Visit(tree.GetRoot())!.ToFullString();
    }

    public override SyntaxNode? Visit(SyntaxNode? node) => base.Visit(node) switch
    {
        WhileStatementSyntax loop => loop.WithStatement(Checked(loop.Statement)),
        DoStatementSyntax loop => loop.WithStatement(Checked(loop.Statement)),
        ForStatementSyntax loop => loop.WithStatement(Checked(loop.Statement)),
        CommonForEachStatementSyntax loop => loop.WithStatement(Checked(loop.Statement)),
        GotoStatementSyntax jump => Checked(jump),
        var other => other,
    };

    // Comments and line breaks stay with the statement, so that lines keep their numbers.
    private static BlockSyntax Checked(StatementSyntax body) => Block(Check, body);
}
