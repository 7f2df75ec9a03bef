using System.Text;

namespace NotebookEngine.Gallery;

/// <summary>The index: title, picture and first paragraph of each notebook.</summary>
internal sealed class GalleryIndex
{
    private readonly List<(string Name, byte[] Png)> _pictures = [];
    private readonly string _html;

    public GalleryIndex(string title, string navigation, IReadOnlyList<GalleryEntry> entries)
    {
        var html = new StringBuilder(PageFrame.Head(title, navigation)).Append($"<h1>{Markup.Encode(title)}</h1>\n");
        foreach (var part in entries.GroupBy(entry => entry.Part))
        {
            html.Append(part.Key.Length > 0 ? $"<h2>{Markup.Encode(part.Key)}</h2>\n" : "").Append("<div class=\"gallery\">\n");
            foreach (var entry in part)
            {
                Add(entry, part.Key.Length > 0 ? "h3" : "h2", html);
            }

            html.Append("</div>\n");
        }

        _html = html.Append(PageFrame.Foot).ToString();
    }

    /// <summary>The pictures that the index shows: name and PNG.</summary>
    public IReadOnlyList<(string Name, byte[] Png)> Pictures => _pictures;

    /// <summary>The page.</summary>
    public string ToHtml() => _html;

    private void Add(GalleryEntry entry, string heading, StringBuilder html)
    {
        var page = Markup.Link(entry.Page);
        html.Append("<article>\n");
        if (entry.Picture is { } picture)
        {
            var file = entry.Name + ".png";
            _pictures.Add((file, picture.Png));
            html.Append($"<a class=\"picture\" href=\"{page}\" tabindex=\"-1\">")
                .Append($"<img src=\"{Markup.Link(file)}\" alt=\"{Markup.Encode(picture.Words)}\" loading=\"lazy\"></a>\n");
        }

        html.Append($"<{heading}><a href=\"{page}\">{Markup.Encode(entry.Title)}</a></{heading}>\n")
            .Append($"<p>{Markup.Encode(entry.Paragraph)}</p>\n</article>\n");
    }
}
