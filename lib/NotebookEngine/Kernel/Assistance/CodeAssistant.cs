using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.QuickInfo;
using NotebookEngine.Scripting;

namespace NotebookEngine.Kernel.Assistance;

/// <summary>
/// Completes names and describes what stands at the cursor, knowing the cells that ran before. May be asked from any
/// thread, also while a cell runs.
/// </summary>
internal sealed class CodeAssistant(ScriptEngine engine) : IDisposable
{
    // Made after the first cell: Roslyn's editor services take a second to load, and the first cell is not to wait.
    private readonly Lazy<SubmissionWorkspace> _workspace = new(() => new SubmissionWorkspace(engine.Compiler, () => engine.Last));

    // So that cells which follow at once have the processor to themselves.
    private static readonly TimeSpan BeforeWarming = TimeSpan.FromSeconds(1);

    private bool _isWarm;

    /// <summary>Has the first answer prepared in the background, once. Called on one thread alone.</summary>
    public void Warm()
    {
        if (!_isWarm)
        {
            _isWarm = true;
            _ = Task.Delay(BeforeWarming).ContinueWith(_ => Complete("Console.", "Console.".Length), TaskScheduler.Default);
        }
    }

    /// <summary>The content of a <c>complete_reply</c>; the cursor is counted in code points.</summary>
    public JsonObject Complete(string code, int cursor)
    {
        var completion = Wait(Completion.FindAsync(_workspace.Value.Open(code), CursorPosition.ToIndex(code, cursor)));
        var start = CursorPosition.FromIndex(code, completion.Span.Start);
        var end = CursorPosition.FromIndex(code, completion.Span.End);
        return new JsonObject
        {
            ["status"] = "ok",
            ["matches"] = new JsonArray([.. completion.Matches.Select(match => JsonValue.Create(match.Text))]),
            ["cursor_start"] = start,
            ["cursor_end"] = end,
            ["metadata"] = new JsonObject
            {
                // JupyterLab shows the kind beside the name.
                ["_jupyter_types_experimental"] = new JsonArray([.. completion.Matches.Select(match => new JsonObject
                {
                    ["text"] = match.Text,
                    ["type"] = match.Kind,
                    ["signature"] = match.Signature,
                    ["start"] = start,
                    ["end"] = end,
                })]),
            },
        };
    }

    /// <summary>The content of an <c>inspect_reply</c>; the cursor is counted in code points.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="cursor">The cursor.</param>
    /// <param name="detail">From 1 on, a name in a call's arguments is followed by the call.</param>
    public JsonObject Inspect(string code, int cursor, int detail)
    {
        var text = Wait(DescribeAsync(_workspace.Value.Open(code), CursorPosition.ToIndex(code, cursor), detail));
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

    private static async Task<string> DescribeAsync(Document document, int position, int detail)
    {
        var root = await document.GetSyntaxRootAsync().ConfigureAwait(false);
        var name = await NameAsync(document, position).ConfigureAwait(false);
        var isOnName = name.Length > 0 && root!.TouchesWord(position);
        var call = isOnName && detail == 0 ? "" : await CallSignatures.AtAsync(document, position).ConfigureAwait(false);
        return (isOnName, call) switch
        {
            (false, { Length: > 0 }) => call,
            (true, { Length: > 0 }) => $"{name}\n\n{call}",
            _ => name,
        };
    }

    private static async Task<string> NameAsync(Document document, int position)
    {
        var info = await QuickInfoService.GetService(document)!.GetQuickInfoAsync(document, position).ConfigureAwait(false);
        return string.Join("\n\n", (info?.Sections ?? []).Select(section => section.Text).Where(section => section.Length > 0));
    }

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
