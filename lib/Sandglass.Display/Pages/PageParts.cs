using System.Text;
using Sandglass.Display.Charts;

namespace Sandglass.Display.Pages;

/// <summary>A file that a page carries.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">Its content.</param>
internal sealed record CarriedFile(string Name, string Text);

/// <summary>The parts that pages of results are made of. What they are given is text; all of it is escaped.</summary>
internal static class PageParts
{
    /// <summary>What the reader should know first; nothing where there is nothing to know.</summary>
    public static string Warnings(IReadOnlyCollection<string> warnings) => warnings.Count == 0 ? ""
        : $"<section class=\"warnings\">\n<h2>Before you rely on this</h2>\n{Points(warnings)}</section>\n";

    /// <summary>A list of points.</summary>
    public static string Points(IEnumerable<string> points) => $"<ul>\n{string.Concat(points.Select(point => $"<li>{HtmlText.Encode(point)}</li>\n"))}</ul>\n";

    /// <summary>What and how much, a row each.</summary>
    public static string Facts(IEnumerable<(string Name, string Value)> facts) =>
        $"<dl>\n{string.Concat(facts.Select(fact => $"<div><dt>{HtmlText.Encode(fact.Name)}</dt><dd>{HtmlText.Encode(fact.Value)}</dd></div>\n"))}</dl>\n";

    /// <summary>A paragraph.</summary>
    public static string Paragraph(string words) => $"<p>{HtmlText.Encode(words)}</p>\n";

    /// <summary>A table of words, headings with capitals; groups or budgets, where the first column has them, apart from each other.</summary>
    public static string Words(Table table)
    {
        var kept = table.Columns[0].Heading is "budget" or "group" ? 1 : 0;
        var isGrouped = kept > 0 && table.Rows.Any(row => row[0].Length > 0);
        var page = table with
        {
            Columns = [.. table.Columns.Skip(kept).Select(column => (HtmlText.Encode(CellText.Capital(column.Heading)), column.IsNumber))],
            Rows = [.. table.Rows.Select(row => row.Skip(kept).Select(HtmlText.Encode).ToArray())],
        };
        return page.ToPage(group: isGrouped ? row => HtmlText.Encode($"{CellText.Capital(table.Columns[0].Heading)} {table.Rows[row][0]}") : null);
    }

    /// <summary>A figure as a still picture within the page, which has its title and its note.</summary>
    public static string Still(Figure figure) => $"<figure>\n<div class=\"chart still\" tabindex=\"0\">{figure.ToSvg()}</div>\n</figure>\n";

    /// <summary>Lines for a terminal.</summary>
    public static string Commands(params IEnumerable<string> lines) =>
        $"<pre tabindex=\"0\"><code>{HtmlText.Encode(string.Join('\n', lines))}</code></pre>\n";

    /// <summary>Files that the browser saves from the page itself.</summary>
    public static string Downloads(IEnumerable<CarriedFile> files) => $"<ul>\n{string.Concat(files.Select(file =>
        $"<li><a download=\"{HtmlText.Encode(file.Name)}\" href=\"data:{Kind(file.Name)};base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(file.Text))}\">{HtmlText.Encode(file.Name)}</a> ({CellText.Whole((file.Text.Length + 999) / 1000)} kB)</li>\n"))}</ul>\n";

    private static string Kind(string name) => name.EndsWith(".json", StringComparison.Ordinal) ? "application/json" : "text/csv;charset=utf-8";
}
