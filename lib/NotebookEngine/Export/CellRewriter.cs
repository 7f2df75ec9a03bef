using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NotebookEngine.Export;

/// <summary>A cell as parts of an app. Its text is edited, not rewritten: comments and layout stay.</summary>
internal sealed class CellRewriter
{
    // A variable of an app has no modifiers; a function in one may read variables only if it is not static.
    private static readonly SyntaxKind[] OfFunctions = [SyntaxKind.AsyncKeyword, SyntaxKind.UnsafeKeyword, SyntaxKind.ExternKeyword];

    private readonly ExportedCell _cell;
    private readonly List<TextChange> _changes = [];

    public CellRewriter(ExportedCell cell, UniqueNames names)
    {
        _cell = cell;
        Rename(names);
        var lines = cell.Root.GetText().Lines;
        _changes.AddRange(cell.Libraries.Select(library => new TextChange(lines[library.Line - 1].SpanIncludingLineBreak, "")));
        foreach (var member in cell.Root.Members)
        {
            Fit(member);
        }

        var types = cell.Root.Members.Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax || IsExtension(member)).ToArray();
        Usings = [.. cell.Root.Usings.Select(@using => @using.ToString())];
        Types = [.. types.Select(type => IsExtension(type) ? $"internal static class {names.Fresh("Extensions")}\n{{\n{Part(type.FullSpan)}\n}}\n\n" : Part(type.FullSpan) + "\n\n")];
        foreach (var gone in types.Select(type => type.FullSpan).Concat(cell.Root.Usings.Select(Line)))
        {
            _changes.RemoveAll(change => IsIn(gone, change));
            _changes.Add(new TextChange(gone, ""));
        }

        var statements = Part(new TextSpan(0, cell.Code.Length));
        Statements = statements.Length == 0 ? ""
            : cell.Cell.Is("raises-exception") ? $"try\n{{\n{statements}\n}}\ncatch (System.Exception)\n{{\n    // The notebook shows an error here on purpose.\n}}\n"
            : statements + "\n";
    }

    public IReadOnlyList<string> Usings { get; }

    /// <summary>The types, which an app has at its end.</summary>
    public IReadOnlyList<string> Types { get; }

    /// <summary>All else.</summary>
    public string Statements { get; }

    private void Rename(UniqueNames names)
    {
        foreach (var word in _cell.Root.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)))
        {
            if (names.Of(UniqueNames.Meaning(_cell.Model, word)) is not { } name)
            {
                continue;
            }

            // A member or an element that takes its name from the variable keeps that.
            var kept = word.Parent?.Parent switch
            {
                AnonymousObjectMemberDeclaratorSyntax { NameEquals: null } => $"{word.Text} = ",
                ArgumentSyntax { NameColon: null, Parent: TupleExpressionSyntax } => $"{word.Text}: ",
                _ => "",
            };
            _changes.Add(new TextChange(word.Span, kept + name));
        }
    }

    private void Fit(MemberDeclarationSyntax member)
    {
        switch (member)
        {
            case FieldDeclarationSyntax variable:
                Keep(variable.Modifiers, SyntaxKind.ConstKeyword);
                foreach (var declared in variable.Declaration.Variables.Where(declared => declared.Initializer is null))
                {
                    _changes.Add(new TextChange(new TextSpan(declared.Span.End, 0), " = default"));
                }

                break;
            case MethodDeclarationSyntax extension when IsExtension(extension):
                Keep(extension.Modifiers, [.. OfFunctions, SyntaxKind.StaticKeyword]);
                _changes.Add(new TextChange(new TextSpan(extension.SpanStart, 0), "internal "));
                break;
            case MethodDeclarationSyntax function:
                Keep(function.Modifiers, function.Modifiers.Any(SyntaxKind.ExternKeyword) ? [.. OfFunctions, SyntaxKind.StaticKeyword] : OfFunctions);
                break;
            case BaseTypeDeclarationSyntax or DelegateDeclarationSyntax:
                var hidden = member.Modifiers.Where(modifier => modifier.Kind() is SyntaxKind.PrivateKeyword or SyntaxKind.ProtectedKeyword);
                _changes.AddRange(hidden.Select(modifier => new TextChange(modifier.FullSpan, "")));
                break;
            case GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last }:
                var isShown = _cell.Model.GetTypeInfo(last.Expression).Type?.SpecialType != SpecialType.System_Void;
                _changes.Add(new TextChange(new TextSpan(last.Expression.SpanStart, 0), isShown ? "display(" : ""));
                _changes.Add(new TextChange(new TextSpan(last.Expression.Span.End, 0), isShown ? ");" : ";"));
                break;
            case not GlobalStatementSyntax:
                var line = member.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
                throw ExportedCell.Refusal(_cell.Cell, line, "a single-file app has no properties and events outside types; make it a variable or a function");
        }
    }

    private void Keep(SyntaxTokenList modifiers, params SyntaxKind[] kept) => _changes.AddRange(
        modifiers.Where(modifier => !kept.Contains(modifier.Kind())).Select(modifier => new TextChange(TextSpan.FromBounds(modifier.SpanStart, modifier.FullSpan.End), "")));

    private static bool IsExtension(MemberDeclarationSyntax member) =>
        member is MethodDeclarationSyntax { ParameterList.Parameters: [{ Modifiers: var first }, ..] } && first.Any(SyntaxKind.ThisKeyword);

    // With the end of its line, unless words stand there.
    private static TextSpan Line(UsingDirectiveSyntax @using) =>
        @using.GetTrailingTrivia().All(trivia => trivia.Kind() is SyntaxKind.WhitespaceTrivia or SyntaxKind.EndOfLineTrivia)
            ? TextSpan.FromBounds(@using.SpanStart, @using.FullSpan.End)
            : @using.Span;

    // What is put in where a part ends belongs to the next one, if there is one.
    private bool IsIn(TextSpan part, TextChange change) =>
        part.Contains(change.Span) && (change.Span.Start < part.End || part.End == _cell.Code.Length);

    private string Part(TextSpan span)
    {
        var text = SourceText.From(_cell.Code.Substring(span.Start, span.Length));
        var changes = _changes.Where(change => IsIn(span, change))
            .Select((change, i) => (change, i)).OrderBy(pair => pair.change.Span.Start).ThenBy(pair => pair.change.Span.Length > 0).ThenBy(pair => pair.i)
            .Select(pair => new TextChange(new TextSpan(pair.change.Span.Start - span.Start, pair.change.Span.Length), pair.change.NewText!));
        return text.WithChanges(changes).ToString().Trim();
    }
}
