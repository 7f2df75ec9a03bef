using System.Text.Json;
using NotebookEngine.Notebooks;

namespace Workbench.Tests.Exercises;

/// <summary>Notebooks of a few code cells, each with one tag: <c>exercise:var a = 0;</c>.</summary>
internal static class TaggedCells
{
    public static Notebook Notebook(params string[] cells) => NotebookEngine.Notebooks.Notebook.Parse(JsonSerializer.Serialize(new
    {
        nbformat = 4,
        nbformat_minor = 5,
        metadata = new { },
        cells = cells.Select((cell, i) => new
        {
            cell_type = "code",
            id = FormattableString.Invariant($"c{i + 1}"),
            metadata = new { tags = new[] { cell[..cell.IndexOf(':', StringComparison.Ordinal)] } },
            source = cell[(cell.IndexOf(':', StringComparison.Ordinal) + 1)..],
            outputs = Array.Empty<object>(),
            execution_count = (int?)null,
        }),
    }));
}
