namespace NotebookEngine.Gallery;

/// <summary>What the pages of a gallery share.</summary>
/// <param name="Title">The title of the index.</param>
/// <param name="Style">A style sheet; the gallery's own rules use its variables and come after it.</param>
/// <param name="Plotly">The bytes of plotly.js, which draws the interactive figures.</param>
public sealed record GalleryLook(string Title, string Style, ReadOnlyMemory<byte> Plotly)
{
    /// <summary>Other pages of the folder that the index links to: words and file.</summary>
    public IReadOnlyList<(string Words, string File)> Links { get; init; } = [];
}
