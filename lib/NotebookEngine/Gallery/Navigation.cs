namespace NotebookEngine.Gallery;

/// <summary>The links at the top of every page of a folder.</summary>
/// <param name="Links">Words and file of each.</param>
internal sealed record Navigation(params IReadOnlyList<(string Words, string File)> Links)
{
    /// <summary>The links for one page.</summary>
    /// <param name="page">The page's file.</param>
    /// <param name="section">The file of the link that it belongs to if it has none of its own.</param>
    public string ToHtml(string page, string? section = null)
    {
        var belongs = Links.Any(link => link.File == page) ? null : section;
        var links = Links.Select(link => $"<a href=\"{Markup.Link(link.File)}\"{Current(link.File)}>{Markup.Encode(link.Words)}</a>\n");
        return Links.Count == 0 ? "" : $"<nav class=\"links\" aria-label=\"Pages\">\n{string.Concat(links)}</nav>\n";

        string Current(string file) => file == page ? " aria-current=\"page\"" : file == belongs ? " aria-current=\"true\"" : "";
    }
}
