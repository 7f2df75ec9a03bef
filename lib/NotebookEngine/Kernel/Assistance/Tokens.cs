using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NotebookEngine.Kernel.Assistance;

/// <summary>Finds what stands around a cursor.</summary>
internal static class Tokens
{
    /// <summary>The last token that begins before the position; of kind None when there is none.</summary>
    public static SyntaxToken TokenBefore(this SyntaxNode root, int position)
    {
        var token = root.FindToken(position);
        while (!token.IsKind(SyntaxKind.None) && token.SpanStart >= position)
        {
            token = token.GetPreviousToken();
        }

        return token;
    }

    /// <summary>Whether the cursor is in a name or a keyword, or at an end of one.</summary>
    public static bool TouchesWord(this SyntaxNode root, int position) =>
        IsWord(root.FindToken(position), position) || IsWord(root.TokenBefore(position), position);

    private static bool IsWord(SyntaxToken token, int position) =>
        (token.IsKind(SyntaxKind.IdentifierToken) || token.IsKeyword()) && token.Span.IntersectsWith(position);
}
