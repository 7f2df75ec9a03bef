using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookEngine.Gallery;

/// <summary>C# as HTML in which the kinds of words are told apart by class.</summary>
internal static class CodeColours
{
    private static readonly CSharpParseOptions Script = new(kind: SourceCodeKind.Script);

    /// <summary>The code, every letter of it; code that does not parse is shown as well.</summary>
    public static string ToHtml(string code)
    {
        var html = new StringBuilder();
        foreach (var token in CSharpSyntaxTree.ParseText(code, Script).GetRoot().DescendantTokens())
        {
            Add(token.LeadingTrivia, html);
            Add(ClassOf(token), token.Text, html);
            Add(token.TrailingTrivia, html);
        }

        return html.ToString();
    }

    private static void Add(SyntaxTriviaList trivia, StringBuilder html)
    {
        foreach (var part in trivia)
        {
            Add(part.IsDirective ? "directive" : IsComment(part) ? "comment" : null, part.ToFullString(), html);
        }
    }

    private static void Add(string? kind, string text, StringBuilder html) =>
        html.Append(kind is null || text.Length == 0 ? Markup.Encode(text) : $"<span class=\"{kind}\">{Markup.Encode(text)}</span>");

    private static bool IsComment(SyntaxTrivia trivia) => trivia.Kind() is
        SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
        or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;

    private static string? ClassOf(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.NumericLiteralToken => "number",
        SyntaxKind.IdentifierToken => Named(token),
        var kind when token.IsKeyword() || SyntaxFacts.IsContextualKeyword(kind) => "keyword",
        var kind when IsText(kind) => "string",
        _ => null,
    };

    private static bool IsText(SyntaxKind kind) => kind is
        SyntaxKind.CharacterLiteralToken or SyntaxKind.StringLiteralToken or SyntaxKind.Utf8StringLiteralToken
        or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
        or SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedVerbatimStringStartToken
        or SyntaxKind.InterpolatedSingleLineRawStringStartToken or SyntaxKind.InterpolatedMultiLineRawStringStartToken
        or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.InterpolatedStringEndToken
        or SyntaxKind.InterpolatedRawStringEndToken;

    private static string? Named(SyntaxToken token) => token.Parent switch
    {
        IdentifierNameSyntax { IsVar: true } => "keyword",
        BaseTypeDeclarationSyntax => "type",
        MethodDeclarationSyntax or LocalFunctionStatementSyntax => "method",
        SimpleNameSyntax name when IsCalled(name) => "method",
        SimpleNameSyntax name when IsType(name) => "type",
        _ => null,
    };

    private static bool IsCalled(SimpleNameSyntax name) =>
        (name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access.Parent : name.Parent)
            is InvocationExpressionSyntax call && call.Expression.Span.End == name.Span.End;

    private static bool IsType(SimpleNameSyntax name) => name.Parent switch
    {
        ObjectCreationExpressionSyntax made => made.Type == name,
        VariableDeclarationSyntax declared => declared.Type == name,
        ParameterSyntax parameter => parameter.Type == name,
        CastExpressionSyntax cast => cast.Type == name,
        MethodDeclarationSyntax method => method.ReturnType == name,
        TypeArgumentListSyntax or NullableTypeSyntax or ArrayTypeSyntax or BaseTypeSyntax or DeclarationPatternSyntax => true,
        _ => false,
    };
}
