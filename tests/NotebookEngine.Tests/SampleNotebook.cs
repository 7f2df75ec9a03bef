using System.Text.Json;
using NotebookEngine.Notebooks;

namespace NotebookEngine.Tests;

/// <summary>Small notebooks, written as a front end would.</summary>
internal static class SampleNotebook
{
    public static Notebook Of(params (string Code, string[] Tags)[] cells) => Of([.. cells.Select(cell => (cell.Code, cell.Tags, (int?)null))]);

    public static Notebook Of(params (string Code, int? Number)[] cells) => Of([.. cells.Select(cell => (cell.Code, Array.Empty<string>(), cell.Number))]);

    public static Notebook Of(params string[] cells) => Of([.. cells.Select(code => (code, Array.Empty<string>()))]);

    private static Notebook Of((string Code, string[] Tags, int? Number)[] cells) => Notebook.Parse(JsonSerializer.Serialize(new
    {
        nbformat = 4,
        nbformat_minor = 5,
        metadata = new { },
        cells = cells.Select((cell, i) => new
        {
            cell_type = "code",
            id = $"c{i + 1}",
            source = cell.Code,
            metadata = new { tags = cell.Tags, execution = new { started = "now" } },
            outputs = Array.Empty<object>(),
            execution_count = cell.Number,
        }),
    }));
}
