using System.Text.Json.Nodes;
using NotebookEngine.Notebooks;
using NotebookEngine.Terminal;
using static NotebookEngine.Notebooks.NotebookReader;

namespace NotebookEngine.Gallery;

/// <summary>An output of a cell as HTML: of the forms that it has, the best that a page can show.</summary>
/// <param name="Html">The HTML, harmless whatever the output held.</param>
/// <param name="IsInteractive">Whether it is a figure for plotly.js.</param>
internal sealed record OutputHtml(string Html, bool IsInteractive = false)
{
    private const string Plotly = "application/vnd.plotly.v1+json";

    /// <summary>The HTML of one of nbformat's output objects.</summary>
    /// <param name="output">The object, from anyone.</param>
    /// <param name="id">An id that no other output of the page has.</param>
    /// <param name="markdown">Writes Markdown.</param>
    public static OutputHtml Of(JsonObject output, string id, MarkdownText markdown) => Text(output["output_type"]) switch
    {
        "stream" => Lines(output["text"], Text(output["name"]) == "stderr" ? "output error" : "output"),
        "error" => new(Error(output)),
        _ => Data(output["data"] as JsonObject ?? [], id, markdown),
    };

    private static OutputHtml Data(JsonObject data, string id, MarkdownText markdown)
    {
        var picture = OutputPicture.Of(data);
        if (data[Plotly] is JsonObject figure)
        {
            // No "<" is left in the JSON, so the figure cannot end the element that holds it.
            var json = JsonText.Write(figure).Replace("<", "\\u003c", StringComparison.Ordinal);
            var still = picture ?? Lines(data["text/plain"], "output").Html;
            return new(
                $"<div class=\"chart\" id=\"{id}\" data-figure=\"{id}-figure\">{still}</div>\n"
                + $"<script type=\"application/json\" id=\"{id}-figure\">{json}</script>\n",
                IsInteractive: true);
        }

        return Joined(data["text/html"]) is { } html ? Shown(HarmlessHtml.Clean(html))
            : picture is not null ? new($"<div class=\"picture\">{picture}</div>\n")
            : Joined(data["text/markdown"]) is { } text ? new($"<div class=\"text\">\n{markdown.ToHtml(text, new Attachments(null))}</div>\n")
            : Lines(data["text/plain"], "output");
    }

    // A table may be wider than the page; then the arrow keys scroll it.
    private static OutputHtml Shown(string html) =>
        new($"<div class=\"shown\"{(html.Contains("<table", StringComparison.Ordinal) ? " tabindex=\"0\"" : "")}>\n{html}</div>\n");

    private static OutputHtml Lines(JsonNode? text, string kind)
    {
        var lines = TerminalText.ToPlain(Joined(text) ?? "").TrimEnd();
        // Text with columns keeps its lines in a narrow window, where it is scrolled; words wrap.
        kind = kind != "output" || lines.Contains("  ", StringComparison.Ordinal) ? kind : "output prose";
        return new(lines.Length == 0 ? "" : $"<pre class=\"{kind}\">{Markup.Encode(lines)}</pre>\n");
    }

    private static string Error(JsonObject output)
    {
        var trace = output["traceback"] is JsonArray { Count: > 0 } lines ? string.Join('\n', lines.Select(Text))
            : $"{Text(output["ename"])}: {Text(output["evalue"])}";
        return Lines(trace, "output error").Html;
    }
}
