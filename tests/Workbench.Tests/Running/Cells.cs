using System.Text.Json;

namespace Workbench.Tests.Running;

/// <summary>Notebooks that a test writes.</summary>
internal static class Cells
{
    /// <summary>A notebook of code cells, the library named in the first one.</summary>
    public static void Write(string path, params IReadOnlyList<string> cells) => File.WriteAllText(path, JsonSerializer.Serialize(new
    {
        nbformat = 4,
        nbformat_minor = 5,
        metadata = new { },
        cells = cells.Select((source, i) => new
        {
            cell_type = "code",
            id = $"cell{i}",
            metadata = new { },
            outputs = Array.Empty<object>(),
            execution_count = (int?)null,
            source = (i == 0 ? Library() : "") + source,
        }),
    }));

    private static string Library()
    {
        var folder = Repository.PathTo("artifacts", "notebook");
        return $"#r \"{folder}/Sandglass.Display.dll\"\n#r \"{folder}/Sandglass.dll\"\n";
    }
}
