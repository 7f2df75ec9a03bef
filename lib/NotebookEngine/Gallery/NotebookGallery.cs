using System.Text;

namespace NotebookEngine.Gallery;

/// <summary>
/// Writes notebooks as pages that any browser shows, without a network and from a folder. The same notebooks give the
/// same bytes.
/// </summary>
public static class NotebookGallery
{
    private const string Index = "index";

    /// <summary>
    /// Writes <c>index.html</c>, a page a notebook, their pictures, and the style and scripts that they share. Scripts
    /// of a notebook are left out: its HTML is reduced to what <see cref="HtmlSanitizer"/> knows to be harmless.
    /// </summary>
    /// <param name="directory">The folder; made when it is not there. Files of an earlier gallery are replaced.</param>
    /// <param name="entries">The notebooks, in the order of the index.</param>
    /// <param name="look">What the pages share.</param>
    /// <returns>The full path of <c>index.html</c>.</returns>
    /// <exception cref="ArgumentException">Two notebooks have one name, one is called <c>index</c>, or a name is a path.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be written.</exception>
    public static string Write(string directory, IReadOnlyList<GalleryEntry> entries, GalleryLook look)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(look);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { Index };
        if (entries.FirstOrDefault(entry => !names.Add(entry.Name) || Path.GetFileName(entry.Name) != entry.Name) is { } wrong)
        {
            throw new ArgumentException($"a gallery cannot have a second page {wrong.Page}, or one outside of its folder: rename that notebook");
        }

        Directory.CreateDirectory(directory);
        var markdown = new MarkdownText(entries.Select(entry => entry.Name));
        WriteWhole(directory, PageFrame.Plotly, look.Plotly.Span);
        WriteWhole(directory, PageFrame.Script, Resource.Read(PageFrame.Script));
        WriteWhole(directory, PageFrame.Style, look.Style + Resource.Read(PageFrame.Style));
        foreach (var (i, entry) in entries.Index())
        {
            var page = new NotebookPage(entry, entries.ElementAtOrDefault(i - 1), entries.ElementAtOrDefault(i + 1), markdown);
            WriteWhole(directory, entry.Page, page.ToHtml());
        }

        // Last, so that an index that is there finds all it refers to.
        var index = new GalleryIndex(look, entries);
        foreach (var (name, png) in index.Pictures)
        {
            WriteWhole(directory, name, png);
        }

        return WriteWhole(directory, Index + ".html", index.ToHtml());
    }

    private static string WriteWhole(string directory, string name, string text) =>
        WriteWhole(directory, name, Encoding.UTF8.GetBytes(text));

    private static string WriteWhole(string directory, string name, ReadOnlySpan<byte> bytes)
    {
        var path = Path.GetFullPath(Path.Combine(directory, name));
        var partial = $"{path}.{Guid.NewGuid():n}.partial";
        try
        {
            File.WriteAllBytes(partial, bytes);
            File.Move(partial, path, overwrite: true);
            return path;
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
