namespace NotebookEngine.Gallery;

/// <summary>Where links lead in a folder of pages: which file has become which page.</summary>
/// <param name="pages">Paths of files, and the address of each in the folder, escaped.</param>
internal sealed class PageLinks(IEnumerable<KeyValuePair<string, string>> pages)
{
    private readonly Dictionary<string, string> _pages = pages.ToDictionary(page => Path.GetFullPath(page.Key), page => page.Value);

    /// <summary>The address for the links of one file. A link to a file that is not among the pages stays as it is.</summary>
    /// <param name="file">The path of the file that has the links.</param>
    public Func<string, string> From(string file)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        return url =>
        {
            var parts = url.Split('#', 2);
            var name = Uri.UnescapeDataString(parts[0]);
            return name.Length > 0 && !name.Contains('\0') && _pages.TryGetValue(Path.GetFullPath(Path.Combine(folder, name)), out var page)
                ? page + (parts.Length > 1 ? "#" + parts[1] : "")
                : url;
        };
    }
}
