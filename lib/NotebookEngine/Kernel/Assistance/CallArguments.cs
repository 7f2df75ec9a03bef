using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookEngine.Kernel.Assistance;

/// <summary>The arguments of a call that hold the cursor.</summary>
/// <param name="Call">What is called: an invocation, a creation, an indexer.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Index">The number of the argument at the cursor, from 0; there may be none yet.</param>
internal sealed record CallArguments(SyntaxNode Call, IReadOnlyList<CallArgument> Arguments, int Index)
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

    /// <summary>The parameter that an argument is for, or null.</summary>
    public IParameterSymbol? ParameterOf(ISymbol called, int index)
    {
        var parameters = called.Parameters();
        return index < Arguments.Count && Arguments[index].Name is { } name
            ? parameters.FirstOrDefault(parameter => parameter.Name == name)
            : index < parameters.Count ? parameters[index] : parameters.LastOrDefault(parameter => parameter.IsParams);
    }

    private static CallArguments? Of(SyntaxNode node, int position) => node switch
    {
        BaseArgumentListSyntax list when IsInside(list.GetFirstToken(), list.GetLastToken(includeZeroWidth: true), position) => new CallArguments(
            list.Parent!, [.. list.Arguments.Select(argument => new CallArgument(argument.NameColon, argument.Expression))], Commas(list.Arguments, position)),
        AttributeArgumentListSyntax list when IsInside(list.OpenParenToken, list.CloseParenToken, position) => new CallArguments(
            list.Parent!, [.. list.Arguments.Select(argument => new CallArgument(argument.NameColon, argument.Expression))], Commas(list.Arguments, position)),
        _ => null,
    };

    private static bool IsInside(SyntaxToken open, SyntaxToken close, int position) =>
        position >= open.Span.End && (close.IsMissing || position <= close.SpanStart);

    private static int Commas<T>(SeparatedSyntaxList<T> arguments, int position)
        where T : SyntaxNode => arguments.GetSeparators().Count(comma => comma.Span.End <= position);
}

/// <summary>An argument as written.</summary>
internal sealed record CallArgument(NameColonSyntax? Colon, ExpressionSyntax Value)
{
    /// <summary>Its name, if it is written with one.</summary>
    public string? Name => Colon?.Name.Identifier.ValueText;
}
