using NotebookEngine.Notebooks;

namespace NotebookEngine.Gallery;

/// <summary>A notebook of a gallery.</summary>
/// <param name="Name">The name of its file without the extension; its page is called the same.</param>
/// <param name="Notebook">The notebook, from anyone: nothing in it is executed or trusted.</param>
public sealed record GalleryEntry(string Name, Notebook Notebook)
{
    internal string Page => Name + ".html";
}
