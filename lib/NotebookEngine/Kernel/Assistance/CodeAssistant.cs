using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.QuickInfo;
using NotebookEngine.Scripting;

namespace NotebookEngine.Kernel.Assistance;

/// <summary>Completes names and describes what stands at the cursor, knowing the cells that ran before.</summary>
internal sealed class CodeAssistant(ScriptEngine engine) : IDisposable
{
    // Made when first asked: Roslyn's editor services take a second to load, and headless runs never ask.
    private readonly Lazy<SubmissionWorkspace> _workspace = new(() => new SubmissionWorkspace(engine));

    /// <summary>The content of a <c>complete_reply</c>; the cursor is counted in code points.</summary>
    public JsonObject Complete(string code, int cursor)
    {
        var position = CursorPosition.ToIndex(code, cursor);
        var document = _workspace.Value.Open(code);
        var service = CompletionService.GetService(document)!;
        var found = Wait(service.GetCompletionsAsync(document, position));
        var typed = code[Math.Min(found.Span.Start, position)..position];
        var start = CursorPosition.FromIndex(code, position - typed.Length);
        var matches = service.FilterItems(document, [.. found.ItemsList], typed);
        return new JsonObject
        {
            ["status"] = "ok",
            ["matches"] = new JsonArray([.. matches.Select(item => JsonValue.Create(Inserted(item)))]),
            ["cursor_start"] = start,
            ["cursor_end"] = CursorPosition.FromIndex(code, position),
            ["metadata"] = new JsonObject
            {
                // JupyterLab shows the kind beside the name.
                ["_jupyter_types_experimental"] = new JsonArray([.. matches.Select(item => new JsonObject
                {
                    ["text"] = Inserted(item),
                    ["type"] = item.Tags.FirstOrDefault("text").ToLowerInvariant(),
                    ["start"] = start,
                    ["end"] = CursorPosition.FromIndex(code, position),
                })]),
            },
        };
    }

    /// <summary>The content of an <c>inspect_reply</c>; the cursor is counted in code points.</summary>
    public JsonObject Inspect(string code, int cursor)
    {
        var position = CursorPosition.ToIndex(code, cursor);
        var document = _workspace.Value.Open(code);
        var service = QuickInfoService.GetService(document)!;
        var sections = Wait(service.GetQuickInfoAsync(document, position))?.Sections ?? [];
        var text = string.Join("\n\n", sections.Select(section => section.Text).Where(section => section.Length > 0));
        return new JsonObject
        {
            ["status"] = "ok",
            ["found"] = text.Length > 0,
            ["data"] = text.Length > 0 ? new JsonObject { ["text/plain"] = text } : [],
            ["metadata"] = new JsonObject(),
        };
    }

    public void Dispose()
    {
        if (_workspace.IsValueCreated)
        {
            _workspace.Value.Dispose();
        }
    }

    private static string Inserted(CompletionItem item) =>
        item.Properties.TryGetValue("InsertionText", out var text) ? text : item.DisplayText;

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();
}

/// <summary>
/// Jupyter counts a cursor in code points, .NET in UTF-16 units; they differ after a character such as an emoji.
/// </summary>
internal static class CursorPosition
{
    /// <summary>The index in the text; positions outside are moved to its nearest end.</summary>
    public static int ToIndex(string text, int codePoints)
    {
        var index = 0;
        for (var passed = 0; passed < codePoints && index < text.Length; passed++)
        {
            index += char.IsSurrogatePair(text, index) ? 2 : 1;
        }

        return index;
    }

    /// <summary>How many code points lie before the index.</summary>
    public static int FromIndex(string text, int index) =>
        index - Enumerable.Range(0, index).Count(at => char.IsLowSurrogate(text[at]) && at > 0 && char.IsHighSurrogate(text[at - 1]));
}
