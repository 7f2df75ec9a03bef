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
        foreach (var item in Filter(found.ItemsList, code.ToString(TextSpan.FromBounds(span.Start, position))))
        {
            var change = (await service.GetChangeAsync(document, item).ConfigureAwait(false)).TextChange;

            // Jupyter has one span for all matches: an edit of other text than the word cannot be told.
            if (change.Span == span)
            {
                matches.Add(new CompletionMatch(change.NewText!, Kind(item), signatures.Of(item.DisplayText)));
            }
        }

        return new Completion(span, [.. matches.DistinctBy(match => match.Text)]);
    }

    // No snippets: they are templates with fields to fill in, which no front end of Jupyter offers.
    private static IEnumerable<CompletionItem> Filter(IEnumerable<CompletionItem> items, string typed) => items
        .Where(item => !item.Tags.Contains(WellKnownTags.Snippet))
        .Select(item => (Item: item, Match: NameMatches.Of(item.FilterText, typed)))
        .Where(found => found.Match != NameMatch.None)
        .OrderBy(found => found.Match)
        .ThenByDescending(found => found.Item.Rules.MatchPriority)
        .ThenBy(found => found.Item.SortText, StringComparer.OrdinalIgnoreCase)
        .Select(found => found.Item);

    private static string Kind(CompletionItem item) => item.Tags.FirstOrDefault("text").ToLowerInvariant();
}

/// <summary>One text that can be written.</summary>
/// <param name="Text">What is inserted.</param>
/// <param name="Kind">What it names, such as <c>method</c>.</param>
/// <param name="Signature">How it is declared; empty for keywords.</param>
internal sealed record CompletionMatch(string Text, string Kind, string Signature);
