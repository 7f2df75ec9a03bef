using System.Buffers;
using Markdig;
using Markdig.Extensions.Mathematics;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace NotebookEngine.Gallery;

/// <summary>Markdown as HTML, with tables, headings that can be linked to, and formulas left as they are written.</summary>
/// <param name="address">Where a link leads on the page; see <see cref="PageLinks"/>.</param>
internal sealed class MarkdownText(Func<string, string> address)
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseMathematics().Build();

    // What may send the parser to the end of the text and back: comments, code, formulas, links.
    private static readonly SearchValues<string> Openers = SearchValues.Create(["<", "`", "$", "]:", "]("], StringComparison.Ordinal);

    // A line of these makes a heading or a table of the one above it, which is looked up among all blocks.
    private static readonly SearchValues<char> Rules = SearchValues.Create("=-|: \t");

    // Openers times letters, so a picture of megabytes within a text is none the worse.
    private const long MostWork = 1L << 32;

    // Of all tables together: the parser gives a row of one letter as many cells as the widest has.
    private const long MostCells = 1_000_000;

    // Lists in lists in lists.
    private const int MostIndented = 500;

    /// <summary>The HTML, harmless whatever the text held; the text as it is where it nests deeper than any page does.</summary>
    /// <param name="source">The Markdown.</param>
    /// <param name="attachments">Pictures that come with it.</param>
    public string ToHtml(string source, Attachments attachments) =>
        Within(source, Render) is { } html ? Scrolled(HarmlessHtml.Clean(html, attachments)) : $"<pre>{Markup.Encode(source)}</pre>\n";

    /// <summary>The words of the first heading, or null.</summary>
    public static string? FirstHeading(string source) => Words<HeadingBlock>(source);

    /// <summary>The words of the first paragraph, or null.</summary>
    public static string? FirstParagraph(string source) => Words<ParagraphBlock>(source);

    private static string? Words<T>(string source)
        where T : LeafBlock =>
        Within(source, document => document.OfType<T>().FirstOrDefault()?.Inline is { } inline
            ? string.Concat(inline.Descendants().Select(Word)).Trim()
            : null);

    // Null where there is too much to do, or brackets and lists nest so deep that the library throws.
    private static string? Within(string source, Func<MarkdownDocument, string?> use)
    {
        try
        {
            return IsTooMuch(source) ? null : use(Markdown.Parse(source, Pipeline));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    // A table may be wider than the page; then the arrow keys scroll it.
    private static string Scrolled(string html) => html.Replace("<table>", "<table tabindex=\"0\">", StringComparison.Ordinal);

    private string Render(MarkdownDocument document)
    {
        HeadingNames.Give(document);
        foreach (var link in document.Descendants<LinkInline>())
        {
            link.Url = address(link.Url ?? "");
        }

        // As GitHub reads tables: a bar in a cell is escaped, in code as well. The library keeps the backslash there.
        foreach (var code in document.Descendants<TableCell>().SelectMany(cell => cell.Descendants<CodeInline>()))
        {
            code.Content = code.Content.Replace("\\|", "|", StringComparison.Ordinal);
        }

        var html = new StringWriter { NewLine = "\n" };
        var renderer = new HtmlRenderer(html);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlMathInlineRenderer>(new FormulaRenderer());
        renderer.Render(document);
        return html.ToString();
    }

    private static bool IsTooMuch(string source)
    {
        var (lines, rules, rows, widest, indented) = (0L, 0L, 0L, 0, 0);
        foreach (var line in source.AsSpan().EnumerateLines())
        {
            indented = Math.Max(indented, line.IndexOfAnyExcept(' ', '\t'));
            var bars = line.Count('|');
            (rows, widest) = (rows + Math.Min(bars, 1), Math.Max(widest, bars + 1));
            lines++;
            rules += !line.IsWhiteSpace() && !line.ContainsAnyExcept(Rules) ? 1 : 0;
        }

        return indented > MostIndented || rows * widest > MostCells || rules * lines > MostWork || Openings(source) * source.Length > MostWork;
    }

    private static long Openings(string source)
    {
        var openers = 0L;
        for (var rest = source.AsSpan(); rest.IndexOfAny(Openers) is >= 0 and var at; rest = rest[(at + 1)..])
        {
            openers++;
        }

        return openers;
    }

    private static string Word(MarkdownObject part) => part switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        MathInline formula => formula.Content.ToString(),
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        LineBreakInline => " ",
        _ => "",
    };

    /// <summary>Keeps the dollars, so that a formula is told from other text.</summary>
    private sealed class FormulaRenderer : HtmlObjectRenderer<MathInline>
    {
        protected override void Write(HtmlRenderer renderer, MathInline formula) =>
            renderer.Write("<span class=\"math\">$").WriteEscape(formula.Content).Write("$</span>");
    }
}
