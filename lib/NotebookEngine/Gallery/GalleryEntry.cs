using System.Text.Json.Nodes;
using NotebookEngine.Notebooks;

namespace NotebookEngine.Gallery;

/// <summary>A notebook of a gallery.</summary>
/// <param name="Name">The name of its file without the extension; its page is called the same.</param>
/// <param name="Notebook">The notebook, from anyone: nothing in it is executed or trusted.</param>
internal sealed record GalleryEntry(string Name, Notebook Notebook)
{
    /// <summary>The path of its file, from which its links are read.</summary>
    public string File { get; init; } = Name + ".ipynb";

    /// <summary>The heading that it stands under in the index; empty for none.</summary>
    public string Part { get; init; } = "";

    /// <summary>The file of the navigation's link that its page belongs to; null: the index.</summary>
    public string? Section { get; init; }

    internal string Page => Name + ".html";

    /// <summary>The first heading, else the name of the file.</summary>
    internal string Title => Texts.Select(MarkdownText.FirstHeading).FirstOrDefault(heading => heading is not null) ?? Name;

    /// <summary>The first paragraph as words, or none.</summary>
    internal string Paragraph => Texts.Select(MarkdownText.FirstParagraph).FirstOrDefault(paragraph => paragraph is not null) ?? "";

    /// <summary>The first PNG that the notebook shows and what it shows, or null.</summary>
    internal (byte[] Png, string Words)? Picture =>
        Notebook.Cells.SelectMany(cell => cell.Outputs).Select(output => output["data"]).OfType<JsonObject>()
            .Select(data => OutputPicture.Png(data) is { } png ? (png, OutputPicture.Description(data)) : ((byte[], string)?)null)
            .FirstOrDefault(picture => picture is not null);

    private IEnumerable<string> Texts => Notebook.Cells.Where(cell => cell.Kind == CellKind.Markdown).Select(cell => cell.Source);

    /// <summary>The address of a cell from the gallery's folder, or null where no cell has this id.</summary>
    public string? AddressOf(string cellId) =>
        Notebook.Cells.FirstOrDefault(cell => cell.Id == cellId) is { } cell ? FormattableString.Invariant($"{Page}#cell-{cell.Number}") : null;
}
