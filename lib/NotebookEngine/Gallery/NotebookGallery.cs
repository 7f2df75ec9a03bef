using System.Text;
using WholeFiles;

namespace NotebookEngine.Gallery;

/// <summary>
/// Writes notebooks as pages that any browser shows, without a network and from a folder. The same notebooks give the
/// same bytes.
/// </summary>
/// <param name="title">The title of the index.</param>
/// <param name="style">A style sheet; the gallery's own rules use its variables and come after it.</param>
/// <param name="plotly">The bytes of plotly.js, which draws the interactive figures.</param>
internal sealed class NotebookGallery(string title, string style, ReadOnlyMemory<byte> plotly)
{
    // Roslyn and AngleSharp take a second to be ready, which passes beside what the caller does before it writes.
    private readonly Task _ready = Task.WhenAll(Task.Run(() => CodeColours.ToHtml("0")), Task.Run(() => HarmlessHtml.Clean("<p>0</p>")));

    /// <summary>The file of the index.</summary>
    public string Index { get; init; } = "index.html";

    /// <summary>The links at the top of all pages, to the index and to other pages of the folder.</summary>
    public Navigation Navigation { get; init; } = new(("All notebooks", "index.html"));

    /// <summary>Files beyond the notebooks that links lead to, and the address of each in the folder.</summary>
    public IReadOnlyDictionary<string, string> Others { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Writes an index, a page a notebook, their pictures, and the style and scripts that they share. Scripts
    /// of a notebook are left out: its HTML is reduced to what <see cref="HarmlessHtml"/> knows to be harmless.
    /// </summary>
    /// <param name="directory">The folder; made when it is not there. Files of an earlier gallery are replaced.</param>
    /// <param name="entries">The notebooks, in the order of the index.</param>
    /// <returns>The full path of the index.</returns>
    /// <exception cref="ArgumentException">Two notebooks have one name, one has that of another page, or a name is a path.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public string Write(string directory, IReadOnlyList<GalleryEntry> entries)
    {
        var pages = new HashSet<string>(Navigation.Links.Select(link => link.File).Append(Index).Concat(Others.Values), StringComparer.OrdinalIgnoreCase);
        if (entries.FirstOrDefault(entry => !pages.Add(entry.Page) || Path.GetFileName(entry.Name) != entry.Name) is { } wrong)
        {
            throw new ArgumentException($"a gallery cannot have a second page {wrong.Page}, or one outside of its folder: rename that notebook");
        }

        Directory.CreateDirectory(directory);
        var links = new PageLinks(Others.Concat(entries.Select(entry => KeyValuePair.Create(entry.File, Uri.EscapeDataString(entry.Page)))));
        WriteWhole(directory, PageFrame.Plotly, plotly);
        WriteWhole(directory, PageFrame.Script, Resource.Read(PageFrame.Script));
        WriteWhole(directory, PageFrame.Style, style + Resource.Read(PageFrame.Style));
        _ready.GetAwaiter().GetResult();
        Parallel.For(0, entries.Count, i =>
        {
            var entry = entries[i];
            var navigation = Navigation.ToHtml(entry.Page, entry.Section ?? Index);
            var page = new NotebookPage(entry, entries.ElementAtOrDefault(i - 1), entries.ElementAtOrDefault(i + 1), new MarkdownText(links.From(entry.File)), navigation);
            WriteWhole(directory, entry.Page, page.ToHtml());
        });

        // Last, so that an index that is there finds all it refers to.
        var index = new GalleryIndex(title, Navigation.ToHtml(Index), entries);
        foreach (var (name, png) in index.Pictures)
        {
            WriteWhole(directory, name, png);
        }

        return WriteWhole(directory, Index, index.ToHtml());
    }

    private static string WriteWhole(string directory, string name, string text) =>
        WriteWhole(directory, name, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text));

    private static string WriteWhole(string directory, string name, ReadOnlyMemory<byte> bytes)
    {
        var path = Path.GetFullPath(Path.Combine(directory, name));
        WholeFile.Write(path, file => file.Write(bytes.Span));
        return path;
    }
}
