using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookEngine.Scripting;

/// <summary>Says what does not compile: cell, line, the line's text and a squiggle under the place.</summary>
internal static class CompilationErrors
{
    private const int Shown = 10;

    /// <summary>What does not compile, of all that the compiler says.</summary>
    public static Diagnostic[] Among(IEnumerable<Diagnostic> said) =>
        [.. said.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];

    public static CellError Describe(IReadOnlyList<Diagnostic> found, string cellName)
    {
        // One mistake, said once.
        var errors = found.DistinctBy(error => Misread(error)?.Span ?? (object)error).ToList();
        var first = errors[0];
        var lines = errors.Take(Shown).SelectMany(error => Lines(error, cellName)).ToList();
        if (errors.Count > Shown)
        {
            lines.Add(FormattableString.Invariant($"and {errors.Count - Shown} more errors"));
        }

        return new CellError("CompilationError", Headline(first, cellName), LineOf(first), lines);
    }

    private static string Headline(Diagnostic error, string cellName) =>
        FormattableString.Invariant($"{cellName}, line {LineOf(error)}: error {error.Id}: {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}{Hint(error)}");

    private static string Hint(Diagnostic error) =>
        Misread(error) is { } read ? $"; put a with expression that stands alone in parentheses: ({read.Type} with {{ … }})" : "";

    // A `with` expression that stands alone reads as a property called `with`, and the compiler speaks of its accessors.
    private static PropertyDeclarationSyntax? Misread(Diagnostic error) =>
        error.Location.SourceTree?.GetRoot().FindNode(error.Location.SourceSpan).FirstAncestorOrSelf<PropertyDeclarationSyntax>()
            is { Identifier.Text: "with" } read ? read : null;

    private static int? LineOf(Diagnostic error) =>
        error.Location.IsInSource ? error.Location.GetLineSpan().StartLinePosition.Line + 1 : null;

    private static IEnumerable<string> Lines(Diagnostic error, string cellName)
    {
        yield return Headline(error, cellName);
        if (error.Location.SourceTree?.GetText() is not { } text)
        {
            yield break;
        }

        var span = error.Location.SourceSpan;
        var line = text.Lines.GetLineFromPosition(span.Start);
        var length = Math.Max(1, Math.Min(span.End, line.End) - span.Start);
        yield return $"    {line.ToString().Replace('\t', ' ')}";
        yield return new string(' ', 4 + span.Start - line.Start) + new string('~', length);
    }
}
