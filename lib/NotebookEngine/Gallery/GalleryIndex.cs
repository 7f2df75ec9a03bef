using System.Text;

namespace NotebookEngine.Gallery;

/// <summary>The index: title, picture and first paragraph of each notebook.</summary>
internal sealed class GalleryIndex
{
    private readonly string _html;

    public GalleryIndex(string title, IReadOnlyList<(string Words, string File)> links, IReadOnlyList<GalleryEntry> entries)
    {
        var pictures = new List<(string, byte[])>();
        var others = links.Select(link => $"<a href=\"{Markup.Link(link.File)}\">{Markup.Encode(link.Words)}</a>");
        var html = new StringBuilder(PageFrame.Head(title, figures: false))
            .Append($"<h1>{Markup.Encode(title)}</h1>\n")
            .Append(links.Count > 0 ? $"<nav class=\"links\">{string.Join(' ', others)}</nav>\n" : "")
            .Append("<div class=\"gallery\">\n");
        foreach (var entry in entries)
        {
            var page = Markup.Link(entry.Page);
            html.Append("<article>\n");
            if (entry.Picture is { } picture)
            {
                var file = entry.Name + ".png";
                pictures.Add((file, picture.Png));
                html.Append($"<a class=\"picture\" href=\"{page}\" tabindex=\"-1\">")
                    .Append($"<img src=\"{Markup.Link(file)}\" alt=\"{Markup.Encode(picture.Words)}\" loading=\"lazy\"></a>\n");
            }

            html.Append($"<h2><a href=\"{page}\">{Markup.Encode(entry.Title)}</a></h2>\n")
                .Append($"<p>{Markup.Encode(entry.Paragraph)}</p>\n</article>\n");
        }

        (_html, Pictures) = (html.Append("</div>\n").Append(PageFrame.Foot).ToString(), pictures);
    }

    /// <summary>The pictures that the index shows: name and PNG.</summary>
    public IReadOnlyList<(string Name, byte[] Png)> Pictures { get; }

    /// <summary>The page.</summary>
    public string ToHtml() => _html;
}
