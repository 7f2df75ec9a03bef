using static NotebookEngine.Tests.Gallery.GalleryFolder;

namespace NotebookEngine.Tests.Gallery;

public sealed class NotebookPageTests : IDisposable
{
    private const string Plotly = "application/vnd.plotly.v1+json";

    private readonly GalleryFolder _folder = new();

    [Fact]
    public void Markdown_has_tables_and_code_and_leaves_formulas_as_text()
    {
        var page = _folder.PageOf(Markdown("## Cost\n\n| a | b |\n|--|--:|\n| 1 | 2 |\n\n`x < y` and $a*b*c_1$, [paper](https://example.org/p?a=1&b=2)."));

        Assert.Contains("<h2 id=\"text-cost\">Cost</h2>", page);
        Assert.Contains("<td style=\"text-align: right\">2</td>", page);
        Assert.Contains("<code>x &lt; y</code>", page);
        Assert.Contains("<span class=\"math\">$a*b*c_1$</span>", page);
        Assert.Contains("<a href=\"https://example.org/p?a=1&amp;b=2\" rel=\"noopener noreferrer\">paper</a>", page);
    }

    [Fact]
    public void A_bar_in_code_in_a_table_loses_its_backslash_as_on_GitHub() =>
        Assert.Contains("<td><code>a|b</code></td>", _folder.PageOf(Markdown("| x |\n|--|\n| `a\\|b` |")));

    [Fact]
    public void A_figure_is_shown_as_its_picture_until_the_shared_script_draws_it()
    {
        var figure = Shown((Plotly, new { data = new[] { new { name = "</script><b>" } } }), ("image/png", Png), ("text/plain", "A \"line\"\nmore"));
        var page = _folder.PageOf(Markdown("# T"), Code("f", figure, figure));

        Assert.Contains(
            $"<div class=\"chart\" id=\"cell-2-output-1\" data-figure=\"cell-2-output-1-figure\"><img src=\"data:image/png;base64,{Png}\" alt=\"A &quot;line&quot;\"></div>",
            page);
        Assert.Contains("<script type=\"application/json\" id=\"cell-2-output-2-figure\">{\n", page);
        Assert.Contains("\\u003c/script>\\u003cb>", page);
        Assert.Contains("<script src=\"plotly.min.js\" defer>", page);
        Assert.DoesNotContain("plotly.min.js", _folder.PageOf(Markdown("# no figure")));
    }

    [Fact]
    public void Text_streams_and_errors_are_encoded_and_lose_terminal_colours()
    {
        var page = _folder.PageOf(Code(
            "x",
            Shown(("text/plain", "a < b")),
            new { output_type = "stream", name = "stderr", text = new[] { "one\n", "two & three\n" } },
            new { output_type = "error", ename = "E", evalue = "e", traceback = new[] { "\u001b[31mE: <e>\u001b[0m", "cell 1, line 2" } }));

        Assert.Contains("<pre class=\"output prose\">a &lt; b</pre>", page);
        Assert.Contains("<pre class=\"output error\">one\ntwo &amp; three</pre>", page);
        Assert.Contains("<pre class=\"output error\">E: &lt;e&gt;\ncell 1, line 2</pre>", page);
    }

    [Fact]
    public void Html_comes_before_a_picture_and_a_picture_before_text()
    {
        var page = _folder.PageOf(
            Code("1", Shown(("text/html", "<b>bold</b>"), ("image/png", Png), ("text/plain", "words"))),
            Code("2", Shown(("image/svg+xml", "<svg onload=\"alert(1)\"/>"), ("text/plain", "a drawing"))),
            Code("3", Shown(("image/png", "no picture"), ("text/plain", "instead"))));

        Assert.Contains("<div class=\"shown\">\n<b>bold</b></div>", page);
        Assert.Contains("<div class=\"picture\"><img src=\"data:image/svg+xml;base64,", page);
        Assert.Contains("<pre class=\"output prose\">instead</pre>", page);
        Assert.DoesNotContain("onload", page);
        Assert.DoesNotContain("words", page);
    }

    [Theory]
    [InlineData("image/png", Png)]
    [InlineData("image/jpeg", "/9j/2Q==")]
    [InlineData("image/gif", "R0lGODlhAQABAAAAACw=")]
    [InlineData("image/svg+xml", "PHN2Zy8+")]
    public void A_pasted_picture_is_embedded(string type, string base64)
    {
        var page = _folder.PageOf(WithPicture("![p](attachment:a%20b.png)\n\n<img src=\"attachment:a b.png\" width=\"7\">", type, base64));

        Assert.Contains($"<img src=\"data:{type};base64,{base64}\" alt=\"p\">", page);
        Assert.Contains($"<img src=\"data:{type};base64,{base64}\" width=\"7\">", page);
    }

    [Fact]
    public void A_pasted_picture_that_cannot_be_shown_is_missed_in_words()
    {
        var page = _folder.PageOf(WithPicture("![p](attachment:%3Cb%3E.png) ![q](attachment:a%20b.png)", "image/png", "PHN2Zy8+"), Markdown("![r](attachment:r.png)"));

        Assert.Contains("<em>[The picture &lt;b&gt;.png is not in this notebook]</em> <em>[The picture a b.png is of a kind that is not shown here]</em>", page);
        Assert.Contains("<em>[The picture r.png is not in this notebook]</em>", page);
        Assert.DoesNotContain("<img", page);
    }

    [Fact]
    public void Code_of_another_language_has_no_colours_of_CSharp()
    {
        var page = _folder.PageOf(Code("#!python\nfor x in y: return <x>"));
        Assert.Contains("<code>#!python\nfor x in y: return &lt;x&gt;</code>", page);
    }

    [Fact]
    public void A_stream_is_shown_as_a_terminal_shows_it()
    {
        var page = _folder.PageOf(Code("x", new { output_type = "stream", name = "stdout", text = "\r1 %\r100 %\n\u001b[?25l\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\" }));
        Assert.Contains("<pre class=\"output prose\">100 %\nlink</pre>", page);
    }

    [Fact]
    public void Nothing_of_a_hostile_notebook_runs_or_is_loaded()
    {
        const string Attack = "<script>bad()</script><img src=http://evil.example/x onerror=bad()><a href='javascript:bad()'>x</a>"
            + "<iframe src=http://evil.example></iframe><svg><script>bad()</script><a xlink:href='javascript:bad()'/></svg>"
            + "<p style='background:url(http://evil.example)'>y</p></div></main><link rel=stylesheet href=http://evil.example>";
        var page = _folder.PageOf(
            Markdown("# T <script>bad()</script>\n\n" + Attack + "\n\n[z](javascript:bad()) ![w](http://evil.example/y.png)"),
            Code("//</code><script>bad()</script>", Shown(("text/html", Attack)), Shown(("text/markdown", Attack)), Shown((Plotly, new { data = Attack }))));
        var withoutFigures = page[..page.IndexOf("<script type=\"application/json\"", StringComparison.Ordinal)];

        Assert.DoesNotContain("evil.example", withoutFigures);
        Assert.DoesNotContain("onerror", withoutFigures);
        Assert.DoesNotContain("javascript:", withoutFigures);
        Assert.DoesNotContain("<script>", page);
        Assert.DoesNotContain("<iframe", page);
        Assert.Equal(1, page.Split("</main>").Length - 1);
        Assert.Contains("Content-Security-Policy\" content=\"default-src 'none'; script-src 'self' file:;", page);
    }

    public void Dispose() => _folder.Dispose();

    private static object WithPicture(string source, string type, string base64) => new
    {
        cell_type = "markdown",
        id = "pasted",
        metadata = new { },
        source,
        attachments = new Dictionary<string, object> { ["a b.png"] = new Dictionary<string, string> { [type] = base64 } },
    };
}
