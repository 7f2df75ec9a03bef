using NotebookEngine.Scripting;

namespace NotebookEngine.Tests;

/// <summary>Keeps what a cell shows as short lines, in order.</summary>
internal sealed class RecordedOutput : ICellOutput
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    public void Write(StreamName stream, string text) => Add($"{stream}: {text.TrimEnd('\n')}");

    public void Display(MimeBundle bundle, string displayId) => Add($"display {displayId}: {bundle.Find("text/plain")}");

    public void Update(MimeBundle bundle, string displayId) => Add($"update {displayId}: {bundle.Find("text/plain")}");

    private void Add(string line)
    {
        lock (_lock)
        {
            _lines.Add(line);
        }
    }
}

internal static class EngineExtensions
{
    /// <summary>Executes a cell that is named by its number of execution, as <c>cell 3</c>.</summary>
    public static Task<CellResult> ExecuteAsync(this ScriptEngine engine, string code, ICellOutput output, CancellationToken cancellationToken) =>
        engine.ExecuteAsync(code, $"cell {engine.ExecutionCount + 1}", output, cancellationToken);

    /// <summary>The form of this type, or null.</summary>
    public static string? Find(this MimeBundle bundle, string mimeType) =>
        bundle.Forms.Where(form => form.Key == mimeType).Select(form => form.Value).FirstOrDefault();
}
