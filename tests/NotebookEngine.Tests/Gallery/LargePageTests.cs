using System.Diagnostics;
using NotebookEngine.Gallery;
using static NotebookEngine.Tests.Gallery.GalleryFolder;

namespace NotebookEngine.Tests.Gallery;

/// <summary>Pages that are made to take long: each is done in a second or two, or shown as text.</summary>
public sealed class LargePageTests : IDisposable
{
    private const int Many = 100_000;

    // A busy machine is slow; what these tests are for took minutes, all memory, or ended the process.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly GalleryFolder _folder = new();

    public static TheoryData<string> Html =>
    [
        Repeated("<p>"), Repeated("<li>a"), Repeated("<h1>x</h1>"), Repeated("<br>a"), Repeated("<!--a-->b"), Repeated("<p id=a></p>"), Repeated("<table>"),
        Repeated("<x>a</x>"), Repeated("<script></script>a"), $"<x>{Repeated("<b>a</b>")}</x>", $"<table>{Repeated("<p>x</p>")}", $"<svg>{Repeated("<g fill='url(a)'/>")}",
        Repeated("<p style='color:red'>a</p>"), $"<p style='width:{Repeated("calc(")}'>a", $"<p style='{Numbered("--a{0}:1;")}'>a", $"<p style='{Repeated("color:red;")}'>a",
        $"<p {Numbered("a{0}=1 ")}>a", $"{Repeated("<b>")}</i>", Repeated("<div>"), Repeated("<b><p>"), Repeated("<a><i></a>"),
        $"<p>{string.Concat(Enumerable.Range(0, 200).Select(i => $"<b id={i}>"))}{Repeated("</p><p>x")}", // each p has all b anew
        $"<a href='{Repeated("a.html#")} '>x</a>", $"<img src='data:image/png;base64,{Repeated("AAAA")}!'>", $"<svg><rect fill='{Repeated("url ")}x'/></svg>",
    ];

    public static TheoryData<string> Markdown =>
    [
        Repeated("# x\n"), Numbered("# x\n# x-{0}\n"), Repeated("x\n=\n"), Repeated(">"), Repeated("["), $"{Repeated("[")}x{Repeated("]")}", Repeated("!["), Repeated("*a "), Repeated("_a*"),
        Repeated("- "), Repeated("1. "), Repeated("`a``b"), Repeated("a <!-- "), Repeated("a <![CDATA[ "), Repeated("a <? "), Repeated("<div>\n\n"), Repeated("$a "), Repeated("|"),
        Repeated("[a]: b\n"), Repeated("a  \n"), Repeated("```\n"), Repeated("|a|b|\n|-|-|\n"), $"a|b\n-|-\n{Repeated("1|2\n")}", Repeated("![p](attachment:p.png) "), Repeated("[a](b) "), Repeated("&"),
    ];

    [Theory]
    [MemberData(nameof(Html), DisableDiscoveryEnumeration = true)]
    public void Html_takes_time_in_proportion(string html) => InTime(() => HarmlessHtml.Clean(html));

    [Theory]
    [MemberData(nameof(Markdown), DisableDiscoveryEnumeration = true)]
    public void Markdown_takes_time_in_proportion(string text) => InTime(() =>
    {
        var markdown = new MarkdownText([]);
        MarkdownText.FirstHeading(text);
        Assert.InRange(markdown.ToHtml(text, new Attachments(null)).Length, 0, 100_000_000);
    });

    [Fact]
    public void A_hundred_thousand_headings_of_one_name_have_each_their_own()
    {
        var page = InTime(() => _folder.PageOf(GalleryFolder.Markdown(Repeated("# x\n"))));

        Assert.Contains("<h1 id=\"text-x\">x</h1>\n<h1 id=\"text-x-1\">x</h1>", page, StringComparison.Ordinal);
        Assert.Contains($"<h1 id=\"text-x-{Many - 1}\">", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_that_is_asked_for_again_and_again_does_not_fill_the_disk()
    {
        var page = InTime(() => _folder.PageOf(new
        {
            cell_type = "markdown",
            id = "m",
            metadata = new { },
            source = string.Concat(Enumerable.Repeat("![p](attachment:p.png) ", 1000)),
            attachments = new Dictionary<string, object> { ["p.png"] = new Dictionary<string, string> { ["image/png"] = Png[..^4] + new string('A', 400_000) } },
        }));

        Assert.InRange(page.Length, 1_600_000, 2_200_000);
        Assert.Contains("<em>[The picture p.png is shown too often]</em>", page);
    }

    [Fact]
    public void Code_longer_than_anybodys_is_shown_without_colours()
    {
        var page = InTime(() => _folder.PageOf([.. Enumerable.Repeat(Code(Repeated("var x = 1;\n")), 3), Code("var y = 2;")]));

        Assert.Contains("<code>var x = 1;\nvar x = 1;", page);
        Assert.Contains("<code><span class=\"keyword\">var</span> y = ", page);
    }

    [Fact]
    public void Code_is_coloured_up_to_the_length_of_a_book()
    {
        var cell = Code(string.Concat(Enumerable.Repeat("// one\n", 2800)));
        var page = InTime(() => _folder.PageOf([.. Enumerable.Repeat(cell, 30)]));

        Assert.Equal(20, page.Split("<code><span").Length - 1);
    }

    public void Dispose() => _folder.Dispose();

    private static T InTime<T>(Func<T> work)
    {
        var clock = Stopwatch.StartNew();
        var done = Task.Run(work);
        Assert.True(done.Wait(Limit, TestContext.Current.CancellationToken), "not done in time");
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Limit);
        return done.Result;
    }

    private static void InTime(Action work) => InTime(() =>
    {
        work();
        return true;
    });

    private static string Repeated(string piece) => string.Concat(Enumerable.Repeat(piece, Many));

    private static string Numbered(string piece) =>
        string.Concat(Enumerable.Range(0, Many).Select(i => piece.Replace("{0}", FormattableString.Invariant($"{i}"), StringComparison.Ordinal)));
}
