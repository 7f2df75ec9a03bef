using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace NotebookEngine.Scripting;

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
            : new LoopChecks().Visit(tree.GetRoot()).ToFullString();
    }

    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node)
    {
        var loop = (WhileStatementSyntax)base.VisitWhileStatement(node)!;
        return loop.WithStatement(Checked(loop.Statement));
    }

    public override SyntaxNode? VisitDoStatement(DoStatementSyntax node)
    {
        var loop = (DoStatementSyntax)base.VisitDoStatement(node)!;
        return loop.WithStatement(Checked(loop.Statement));
    }

    public override SyntaxNode? VisitForStatement(ForStatementSyntax node)
    {
        var loop = (ForStatementSyntax)base.VisitForStatement(node)!;
        return loop.WithStatement(Checked(loop.Statement));
    }

    public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node)
    {
        var loop = (ForEachStatementSyntax)base.VisitForEachStatement(node)!;
        return loop.WithStatement(Checked(loop.Statement));
    }

    public override SyntaxNode? VisitForEachVariableStatement(ForEachVariableStatementSyntax node)
    {
        var loop = (ForEachVariableStatementSyntax)base.VisitForEachVariableStatement(node)!;
        return loop.WithStatement(Checked(loop.Statement));
    }

    public override SyntaxNode? VisitGotoStatement(GotoStatementSyntax node) => Checked(node);

    // Comments and line breaks stay with the statement, so that lines keep their numbers.
    private static BlockSyntax Checked(StatementSyntax body) => Block(Check, body);
}
