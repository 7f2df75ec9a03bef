using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookEngine.Kernel.Assistance;

/// <summary>The arguments of a call that hold the cursor.</summary>
/// <param name="Call">What is called: an invocation, a creation, an indexer.</param>
/// <param name="Index">The argument's number, from 0.</param>
/// <param name="Name">Its name, if it is written with one.</param>
internal sealed record CallArguments(SyntaxNode Call, int Index, string? Name)
{
    /// <summary>The innermost call, or null; a block of statements in an argument is outside.</summary>
    public static CallArguments? Around(SyntaxNode root, int position)
    {
        var before = root.TokenBefore(position);
        return before.Parent?.AncestorsAndSelf()
            .TakeWhile(node => node is not (BlockSyntax or BaseTypeDeclarationSyntax { OpenBraceToken.IsMissing: false }) || position <= node.SpanStart)
            .Select(node => Of(node, position))
            .FirstOrDefault(arguments => arguments is not null);
    }

    /// <summary>The parameter that the argument at the cursor is for, or null.</summary>
    public IParameterSymbol? ParameterOf(ISymbol called)
    {
        var parameters = called switch
        {
            IMethodSymbol method => method.Parameters,
            IPropertySymbol indexer => indexer.Parameters,
            _ => [],
        };
        return Name is not null
            ? parameters.FirstOrDefault(parameter => parameter.Name == Name)
            : Index < parameters.Length ? parameters[Index] : parameters.LastOrDefault(parameter => parameter.IsParams);
    }

    private static CallArguments? Of(SyntaxNode node, int position) => node switch
    {
        BaseArgumentListSyntax list when IsInside(list.GetFirstToken(), list.GetLastToken(includeZeroWidth: true), position) =>
            At(list.Parent!, list.Arguments, argument => argument.NameColon, position),
        AttributeArgumentListSyntax list when IsInside(list.OpenParenToken, list.CloseParenToken, position) =>
            At(list.Parent!, list.Arguments, argument => argument.NameColon, position),
        _ => null,
    };

    private static bool IsInside(SyntaxToken open, SyntaxToken close, int position) =>
        position >= open.Span.End && (close.IsMissing || position <= close.SpanStart);

    private static CallArguments At<T>(SyntaxNode call, SeparatedSyntaxList<T> arguments, Func<T, NameColonSyntax?> name, int position)
        where T : SyntaxNode
    {
        var index = arguments.GetSeparators().Count(comma => comma.Span.End <= position);
        return new CallArguments(call, index, index < arguments.Count ? name(arguments[index])?.Name.Identifier.ValueText : null);
    }
}
