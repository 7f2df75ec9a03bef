namespace NotebookEngine.Gallery;

/// <summary>A text in Markdown as a page.</summary>
/// <param name="file">The name of its file.</param>
/// <param name="source">The text.</param>
internal sealed class DocumentPage(string file, string source)
{
    /// <summary>The first heading, else the name of the file.</summary>
    public string Title { get; } = MarkdownText.FirstHeading(source) ?? file;

    /// <summary>The page.</summary>
    /// <param name="address">Where its links lead; see <see cref="PageLinks"/>.</param>
    /// <param name="navigation">Its links to other pages, as HTML.</param>
    public string ToHtml(Func<string, string> address, string navigation) =>
        PageFrame.Head(Title, navigation) + Text(address) + PageFrame.Foot;

    /// <summary>The text as a part of a page.</summary>
    public string Text(Func<string, string> address) =>
        $"<div class=\"text\">\n{new MarkdownText(address).ToHtml(source, new Attachments(null))}</div>\n";
}
