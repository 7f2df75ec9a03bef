using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.Tags;
using Microsoft.CodeAnalysis.Text;

namespace NotebookEngine.Kernel.Assistance;

/// <summary>What can be written at the cursor.</summary>
/// <param name="Span">What a match replaces: the word at the cursor.</param>
/// <param name="Matches">The matches, best first, each text once.</param>
internal sealed record Completion(TextSpan Span, IReadOnlyList<CompletionMatch> Matches)
{
    public static async Task<Completion> FindAsync(Document document, int position)
    {
        var service = CompletionService.GetService(document)!;
        var found = await service.GetCompletionsAsync(document, position).ConfigureAwait(false);
        var code = await document.GetTextAsync().ConfigureAwait(false);
        var span = found.ItemsList.Count == 0 ? new TextSpan(position, 0) : found.Span;
        var signatures = await NameSignatures.AtAsync(document, span.Start).ConfigureAwait(false);
        var matches = new List<CompletionMatch>();
        foreach (var item in Filter(found.ItemsList, code.ToString(TextSpan.FromBounds(span.Start, position))).Where(item => !IsSuggested(item)))
        {
            var change = await service.GetChangeAsync(document, item).ConfigureAwait(false);
            matches.Add(new CompletionMatch(Text(item, change.TextChange.NewText!), Kind(item), Signature(item)));
        }

        return new Completion(span, [.. matches.DistinctBy(match => match.Text)]);

        // Where a generic method could begin, Roslyn suggests a T that nobody declared.
        bool IsSuggested(CompletionItem item) => item.Tags.Contains(WellKnownTags.TypeParameter) && signatures.Of(item.DisplayText).Length == 0;

        string Signature(CompletionItem item) =>
            item.Tags.Contains(WellKnownTags.Keyword) ? ""
            : IsArgument(item) ? signatures.OfArgument(item.DisplayText)
            : signatures.Of(item.DisplayText);
    }

    // Jupyter replaces the word at the cursor, no other text, so there are no snippets, overrides and conversions.
    private static IEnumerable<CompletionItem> Filter(IEnumerable<CompletionItem> items, string typed) => items
        .Where(item => !item.IsComplexTextEdit)
        .Select(item => (Item: item, Match: NameMatches.Of(item.FilterText, typed)))
        .Where(found => found.Match != NameMatch.None)
        .OrderBy(found => found.Match)
        .ThenByDescending(found => IsArgument(found.Item))
        .ThenByDescending(found => found.Item.Rules.MatchPriority)
        .ThenBy(found => found.Item.SortText, StringComparer.OrdinalIgnoreCase)
        .Select(found => found.Item);

    // An argument's name, as in f(size: 3).
    private static bool IsArgument(CompletionItem item) => item.DisplayTextSuffix == ":";

    // Editors add the colon when it is typed.
    private static string Text(CompletionItem item, string inserted) => IsArgument(item) ? $"{inserted}:" : inserted;

    private static string Kind(CompletionItem item) => item.Tags.FirstOrDefault("text").ToLowerInvariant();
}

/// <summary>One text that can be written.</summary>
/// <param name="Text">What is inserted.</param>
/// <param name="Kind">What it names, such as <c>method</c>.</param>
/// <param name="Signature">How it is declared; empty for keywords.</param>
internal sealed record CompletionMatch(string Text, string Kind, string Signature);
