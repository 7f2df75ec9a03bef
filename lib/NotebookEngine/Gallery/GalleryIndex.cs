using System.Text;

namespace NotebookEngine.Gallery;

/// <summary>The index: title, picture and first paragraph of each notebook.</summary>
internal sealed class GalleryIndex
{
    private readonly string _html;

    public GalleryIndex(GalleryLook look, IReadOnlyList<GalleryEntry> entries)
    {
        var pictures = new List<(string, byte[])>();
        var links = look.Links.Select(link => $"<a href=\"{Markup.Link(link.File)}\">{Markup.Encode(link.Words)}</a>");
        var html = new StringBuilder(PageFrame.Head(look.Title, figures: false))
            .Append($"<h1>{Markup.Encode(look.Title)}</h1>\n")
            .Append(look.Links.Count > 0 ? $"<nav class=\"links\">{string.Join(' ', links)}</nav>\n" : "")
            .Append("<div class=\"gallery\">\n");
        foreach (var entry in entries)
        {
            var page = Markup.Link(entry.Page);
            html.Append("<article>\n");
            if (Summary.PictureOf(entry) is { } picture)
            {
                var file = entry.Name + ".png";
                pictures.Add((file, picture.Png));
                html.Append($"<a class=\"picture\" href=\"{page}\" tabindex=\"-1\">")
                    .Append($"<img src=\"{Markup.Link(file)}\" alt=\"{Markup.Encode(picture.Words)}\" loading=\"lazy\"></a>\n");
            }

            html.Append($"<h2><a href=\"{page}\">{Markup.Encode(Summary.TitleOf(entry))}</a></h2>\n")
                .Append($"<p>{Markup.Encode(Summary.ParagraphOf(entry))}</p>\n</article>\n");
        }

        (_html, Pictures) = (html.Append("</div>\n").Append(PageFrame.Foot).ToString(), pictures);
    }

    /// <summary>The pictures that the index shows: name and PNG.</summary>
    public IReadOnlyList<(string Name, byte[] Png)> Pictures { get; }

    /// <summary>The page.</summary>
    public string ToHtml() => _html;
}
