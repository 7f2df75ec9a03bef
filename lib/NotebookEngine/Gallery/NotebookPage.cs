using System.Text;
using System.Text.Json.Nodes;
using NotebookEngine.Notebooks;

namespace NotebookEngine.Gallery;

/// <summary>The page of one notebook: its text, its code and what that showed.</summary>
internal sealed class NotebookPage(GalleryEntry entry, GalleryEntry? previous, GalleryEntry? next, MarkdownText markdown, string navigation)
{
    private const string Volatile = "volatile";

    // As much as a long book's; what comes after it is shown as it is written.
    private const int MostColoured = 400_000;

    private bool _hasFigures;
    private int _coloured;

    /// <summary>The page.</summary>
    public string ToHtml()
    {
        var cells = new StringBuilder();
        foreach (var cell in entry.Notebook.Cells)
        {
            Add(cell, cells);
        }

        return PageFrame.Head(entry.Title, navigation, _hasFigures) + cells + Neighbours() + PageFrame.Foot;
    }

    private void Add(Cell cell, StringBuilder html)
    {
        switch (cell.Kind)
        {
            case CellKind.Markdown:
                html.Append("<div class=\"text\">\n").Append(markdown.ToHtml(cell.Source, new Attachments(cell.Fields["attachments"] as JsonObject))).Append("</div>\n");
                break;
            case CellKind.Raw:
                html.Append("<pre class=\"output\">").Append(Markup.Encode(cell.Source)).Append("</pre>\n");
                break;
            default:
                AddCode(cell, html);
                break;
        }
    }

    private void AddCode(Cell cell, StringBuilder html)
    {
        html.Append(FormattableString.Invariant($"<section class=\"cell\" id=\"cell-{cell.Number}\">\n"));
        if (cell.Source.Length > 0)
        {
            html.Append("<pre class=\"code\"><code>").Append(Code(cell)).Append("</code></pre>\n");
        }

        foreach (var (i, output) in cell.Outputs.Index())
        {
            var shown = OutputHtml.Of(output, FormattableString.Invariant($"cell-{cell.Number}-output-{i + 1}"), markdown);
            html.Append(shown.Html);
            _hasFigures |= shown.IsInteractive;
        }

        if (cell.Is(Volatile) && cell.Outputs.Count > 0)
        {
            html.Append("<p class=\"note\">Measured: differs from run to run.</p>\n");
        }

        html.Append("</section>\n");
    }

    // The colours are C#'s; another language is shown as it is written.
    private string Code(Cell cell)
    {
        _coloured += Math.Min(cell.Source.Length, CodeColours.Longest);
        return _coloured <= MostColoured && CellLanguage.Foreign(entry.Notebook, cell) is null ? CodeColours.ToHtml(cell.Source) : Markup.Encode(cell.Source);
    }

    private string Neighbours()
    {
        var back = previous is null ? "" : $"<a href=\"{Markup.Link(previous.Page)}\">← {Markup.Encode(previous.Title)}</a>\n";
        var on = next is null ? "" : $"<a class=\"next\" href=\"{Markup.Link(next.Page)}\">{Markup.Encode(next.Title)} →</a>\n";
        return back.Length + on.Length == 0 ? "" : $"<nav class=\"neighbours\" aria-label=\"Next and previous\">\n{back}{on}</nav>\n";
    }
}
