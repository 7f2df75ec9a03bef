using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NotebookEngine.Scripting;

namespace NotebookEngine.Kernel.Assistance;

/// <summary>Says for <c>is_complete_request</c> whether Enter executes what was typed or begins a new line.</summary>
internal static class Completeness
{
    private const int IndentWidth = 4;

    public static JsonObject Of(string code)
    {
        if (!NestingLimit.Allows(code))
        {
            return new JsonObject { ["status"] = "invalid" };
        }

        var tree = CSharpSyntaxTree.ParseText(code, CellCompiler.ParseOptions);
        if (!SyntaxFactory.IsCompleteSubmission(tree))
        {
            return new JsonObject { ["status"] = "incomplete", ["indent"] = Indent(tree) };
        }

        var isWrong = tree.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return new JsonObject { ["status"] = isWrong ? "invalid" : "complete" };
    }

    // Tokens, not characters: a brace in a text or a comment opens nothing.
    private static string Indent(SyntaxTree tree)
    {
        var open = 0;
        foreach (var token in tree.GetRoot().DescendantTokens().Where(token => !token.IsMissing))
        {
            open += token.Kind() switch
            {
                SyntaxKind.OpenBraceToken or SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken => 1,
                SyntaxKind.CloseBraceToken or SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken => -1,
                _ => 0,
            };
        }

        return new string(' ', IndentWidth * Math.Max(0, open));
    }
}
