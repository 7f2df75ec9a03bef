using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NotebookEngine.Scripting;

namespace NotebookEngine.Running;

/// <summary>The cell tagged <c>parameters</c>: its literals can be replaced without an edit of the notebook.</summary>
internal static class ParameterCell
{
    public const string Tag = "parameters";

    /// <summary>The cell's code with other values, and the names that were found.</summary>
    /// <exception cref="ArgumentException">A value is not of the kind of the literal that it replaces, or the code cannot be parsed.</exception>
    public static (string Code, IReadOnlyList<string> Found) Replace(string code, IReadOnlyDictionary<string, string> values)
    {
        Check(code);
        var root = CSharpSyntaxTree.ParseText(code, CellCompiler.ParseOptions).GetRoot();
        var found = root.DescendantNodes().OfType<VariableDeclaratorSyntax>()
            .Where(variable => values.ContainsKey(variable.Identifier.ValueText) && variable.Initializer is not null)
            .ToArray();
        foreach (var variable in found.OrderByDescending(variable => variable.SpanStart))
        {
            var old = variable.Initializer!.Value;
            var name = variable.Identifier.ValueText;
            code = code[..old.SpanStart] + Literal(name, old, values[name]) + code[old.Span.End..];
        }

        return (code, [.. found.Select(variable => variable.Identifier.ValueText)]);
    }

    // What is written into code is a literal or nothing: a value from outside never becomes code.
    private static string Literal(string name, ExpressionSyntax old, string value)
    {
        if (old.IsKind(SyntaxKind.StringLiteralExpression))
        {
            return SymbolDisplay.FormatLiteral(value, quote: true);
        }

        Check(value);
        var given = SyntaxFactory.ParseExpression(value);
        var literal = given is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression } minus ? minus.Operand : given;
        return !given.ContainsDiagnostics && literal.Kind() is
            SyntaxKind.NumericLiteralExpression or SyntaxKind.TrueLiteralExpression or SyntaxKind.FalseLiteralExpression
            ? given.ToString()
            : throw new ArgumentException($"parameter '{name}' takes a number, true or false, not '{value}'");
    }

    private static void Check(string code)
    {
        try
        {
            NestingLimit.Check(code);
        }
        catch (CellException refused)
        {
            throw new ArgumentException($"the cell tagged '{Tag}', or a value for it: {refused.Message}", refused);
        }
    }
}
