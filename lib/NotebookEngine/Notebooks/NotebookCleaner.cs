using System.Text.Json.Nodes;

namespace NotebookEngine.Notebooks;

/// <summary>
/// Gives notebooks the metadata by which every front end finds a C# kernel, and takes out what a front end leaves
/// behind: times of execution, widgets' state, collapsed cells. Tags and slides stay, and what a student's notebook was made from; a cell
/// that says nothing of slides gets its usual type.
/// </summary>
internal static class NotebookCleaner
{
    private static readonly JsonObject NotebookMetadata = Parse(
        """
        {
          "kernelspec": { "display_name": ".NET (C#)", "language": "C#", "name": ".net-csharp" },
          "language_info": { "file_extension": ".cs", "mimetype": "text/x-csharp", "name": "C#", "pygments_lexer": "csharp" },
          "polyglot_notebook": {
            "kernelInfo": {
              "defaultKernelName": "csharp",
              "items": [{ "aliases": [], "languageName": "csharp", "name": "csharp" }]
            }
          }
        }
        """);

    private static readonly JsonObject CodeMetadata = Parse(
        """{ "dotnet_interactive": { "language": "csharp" }, "polyglot_notebook": { "kernelName": "csharp" } }""");

    public static Notebook Clean(Notebook notebook)
    {
        notebook.RequireCSharp();
        var fields = (JsonObject)notebook.Fields.DeepClone();
        fields["metadata"] = NotebookMetadata.DeepClone();
        if (notebook.Fields["metadata"]?[Notebook.LessonField] is JsonObject lesson)
        {
            fields["metadata"]![Notebook.LessonField] = lesson.DeepClone();
        }

        fields["nbformat"] = 4;
        fields["nbformat_minor"] = 5;
        return new Notebook([.. notebook.Cells.Select((cell, i) => Clean(cell, notebook.Cells.ElementAtOrDefault(i - 1)))], fields);
    }

    public static IReadOnlyList<string> Check(string text)
    {
        var notebook = Notebook.Parse(text);
        var clean = Clean(notebook);
        if (clean.Write() == text)
        {
            return [];
        }

        var found = notebook.Cells.Zip(clean.Cells)
            .Where(pair => !JsonNode.DeepEquals(pair.First.Fields, pair.Second.Fields) || NotebookReader.Text(pair.First.Fields["id"]) != pair.First.Id)
            .Select(pair => FormattableString.Invariant($"cell {pair.First.Number} ({pair.First.Id}): metadata or id"))
            .ToList();
        if (!JsonNode.DeepEquals(notebook.Fields, clean.Fields))
        {
            found.Insert(0, "notebook: metadata or format version");
        }

        return found.Count > 0 ? found : ["layout: indent, order of keys or line ends"];
    }

    private static Cell Clean(Cell cell, Cell? previous)
    {
        var fields = (JsonObject)cell.Fields.DeepClone();
        var metadata = cell.Kind == CellKind.Code ? (JsonObject)CodeMetadata.DeepClone() : [];
        if (cell.Tags.Count > 0)
        {
            metadata["tags"] = new JsonArray([.. cell.Tags.Select(tag => (JsonNode)tag)]);
        }

        metadata[SlideTypes.Field] = new JsonObject { ["slide_type"] = SlideTypes.Of(cell) ?? SlideTypes.Usual(cell, previous) };
        fields["metadata"] = metadata;
        return cell with { Fields = fields };
    }

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;
}
