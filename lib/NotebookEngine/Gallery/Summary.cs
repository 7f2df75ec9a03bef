using NotebookEngine.Notebooks;

namespace NotebookEngine.Gallery;

/// <summary>What the index says of a notebook.</summary>
internal static class Summary
{
    /// <summary>The first heading, else the name of the file.</summary>
    public static string TitleOf(GalleryEntry entry) =>
        Texts(entry).Select(MarkdownText.FirstHeading).FirstOrDefault(heading => heading is not null) ?? entry.Name;

    /// <summary>The first paragraph as words, or none.</summary>
    public static string ParagraphOf(GalleryEntry entry) =>
        Texts(entry).Select(MarkdownText.FirstParagraph).FirstOrDefault(paragraph => paragraph is not null) ?? "";

    /// <summary>The first PNG that the notebook shows and what it shows, or null.</summary>
    public static (byte[] Png, string Words)? PictureOf(GalleryEntry entry)
    {
        var shown = entry.Notebook.Cells.SelectMany(cell => cell.Outputs).Select(output => output["data"])
            .OfType<System.Text.Json.Nodes.JsonObject>();
        foreach (var data in shown)
        {
            if (OutputPicture.Png(data) is { } png)
            {
                return (png, OutputPicture.Description(data));
            }
        }

        return null;
    }

    private static IEnumerable<string> Texts(GalleryEntry entry) =>
        entry.Notebook.Cells.Where(cell => cell.Kind == CellKind.Markdown).Select(cell => cell.Source);
}
