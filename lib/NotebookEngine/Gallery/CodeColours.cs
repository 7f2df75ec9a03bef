using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Classification;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;
using NotebookEngine.Scripting;

namespace NotebookEngine.Gallery;

/// <summary>C# as HTML in which the kinds of words are told apart by class, as Roslyn's editor services tell them.</summary>
internal static class CodeColours
{
    /// <summary>The longest cell with colours: in odd ones Roslyn asks of every word what every other means.</summary>
    public const int Longest = 20_000;

    private static readonly Project Editor = new AdhocWorkspace(MefHostServices.Create(
            MefHostServices.DefaultAssemblies.Where(assembly => assembly.GetName().Name!.EndsWith("Workspaces", StringComparison.Ordinal))))
        .AddProject("cells", LanguageNames.CSharp)
        .WithParseOptions(new CSharpParseOptions(kind: SourceCodeKind.Script));

    /// <summary>The code, every letter of it; code that does not compile is shown as well, what cannot be parsed, or is longer than a person writes, without colours.</summary>
    public static string ToHtml(string code)
    {
        if (code.Length > Longest || !NestingLimit.Allows(code))
        {
            return Markup.Encode(code);
        }

        try
        {
            return Coloured(code);
        }
        catch (InsufficientExecutionStackException)
        {
            return Markup.Encode(code); // Roslyn looks at the stack itself, at most places
        }
    }

    private static string Coloured(string code)
    {
        var html = new StringBuilder();
        var at = 0;
        foreach (var (span, kind) in Kinds(Editor.AddDocument("cell", SourceText.From(code))))
        {
            if (span.Start >= at)
            {
                html.Append(Markup.Encode(code.Substring(at, span.Start - at)))
                    .Append($"<span class=\"{kind}\">{Markup.Encode(code.Substring(span.Start, span.Length))}</span>");
                at = span.End;
            }
        }

        return html.Append(Markup.Encode(code.Substring(at))).ToString();
    }

    private static IEnumerable<(TextSpan Span, string Kind)> Kinds(Document cell)
    {
        var root = Wait(cell.GetSyntaxRootAsync())!;
        var directives = root.DescendantTrivia().Where(trivia => trivia.IsDirective).Select(trivia => (Span: trivia.FullSpan, Kind: "directive"));
        var words = Wait(Classifier.GetClassifiedSpansAsync(cell, root.FullSpan))
            .Select(word => (Span: word.TextSpan, Kind: KindOf(word.ClassificationType) ?? Named(root.FindToken(word.TextSpan.Start))))
            .Where(word => word.Kind is not null);
        return directives.Concat(words!).OrderBy(word => word.Span.Start).ThenByDescending(word => word.Span.Length);
    }

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private static string? KindOf(string classification) => classification switch
    {
        ClassificationTypeNames.Keyword or ClassificationTypeNames.ControlKeyword => "keyword",
        ClassificationTypeNames.NumericLiteral => "number",
        ClassificationTypeNames.ClassName or ClassificationTypeNames.RecordClassName or ClassificationTypeNames.StructName
            or ClassificationTypeNames.RecordStructName or ClassificationTypeNames.InterfaceName or ClassificationTypeNames.EnumName => "type",
        ClassificationTypeNames.MethodName or ClassificationTypeNames.ExtensionMethodName => "method",
        _ when classification.StartsWith("string", StringComparison.Ordinal) => "string",
        _ when classification == ClassificationTypeNames.Comment || classification.StartsWith("xml doc comment", StringComparison.Ordinal) => "comment",
        _ => null,
    };

    // A page is made without the libraries, so what a library names is told by where it stands.
    private static string? Named(SyntaxToken token) => token.Parent switch
    {
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
