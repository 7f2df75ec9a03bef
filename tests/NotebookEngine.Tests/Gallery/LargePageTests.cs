using System.Diagnostics;
using NotebookEngine.Gallery;
using Workbench.Tests;
using static NotebookEngine.Tests.Gallery.GalleryFolder;

namespace NotebookEngine.Tests.Gallery;

/// <summary>Pages that are made to take long: each is done in a second or two, or shown as text.</summary>
public sealed class LargePageTests : IDisposable
{
    private const int Many = 100_000;

    // A busy machine is slow; what these tests are for took minutes, all memory, or ended the process.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly GalleryFolder _folder = new();

    public static TheoryData<string> Html(int times)
    {
        string Repeated(string piece) => LargePageTests.Repeated(piece, times);
        string Numbered(string piece) => string.Concat(Enumerable.Range(0, times).Select(i => piece.Replace("{0}", FormattableString.Invariant($"{i}"), StringComparison.Ordinal)));
        return
        [
            Repeated("<p>"), Repeated("<li>a"), Repeated("<h1>x</h1>"), Repeated("<br>a"), Repeated("<!--a-->b"), Repeated("<p id=a></p>"), Repeated("<table>"), Repeated("<a><i></a>"),
            Repeated("<x>a</x>"), Repeated("<script></script>a"), $"<x>{Repeated("<b>a</b>")}</x>", $"<table>{Repeated("<p>x</p>")}", $"<svg>{Repeated("<g fill='url(a)'/>")}", Repeated("<b><p>"),
            Repeated("<p style='color:red'>a</p>"), $"<p style='{Repeated("color:red;")}'>a", $"<p {Numbered("a{0}=1 ")}>a", $"<svg><rect fill='{Repeated("url ")}x'/></svg>",
            $"<a href='{Repeated("a.html#")} '>x</a>", $"<img src='data:image/png;base64,{Repeated("AAAA")}!'>", Repeated("<div>"),
        ];
    }

    public static TheoryData<string> Markdown(int times)
    {
        string Repeated(string piece) => LargePageTests.Repeated(piece, times);
        return
        [
            Repeated("x\n=\n"), Repeated(">"), Repeated("["), $"{Repeated("[")}x{Repeated("]")}", Repeated("!["), Repeated("*a "), Repeated("_a*"), Repeated("- "), Repeated("1. "), Repeated("`a``b"),
            Repeated("a <!-- "), Repeated("a <![CDATA[ "), Repeated("a <? "), Repeated("<div>\n\n"), Repeated("$a "), Repeated("|"), Repeated("[a]: b\n"), Repeated("a  \n"), Repeated("```\n"),
            Repeated("|a|b|\n|-|-|\n"), $"a|b\n-|-\n{Repeated("1|2\n")}", Repeated("![p](attachment:p.png) "), Repeated("[a](b) "), Repeated("[a](b"), Repeated("![a]("), Repeated("&"),
            string.Join('\n', Enumerable.Range(0, 3000).Select(i => new string(' ', 2 * i) + "- x")), $"{Repeated("a|")}\n{Repeated("-|")}\n{Repeated("|\n")}", $"{new string('[', 10_000)}x", $"# {new string('[', 10_000)}x",
        ];
    }

    // Those that end the process or take all memory, however fast it is.
    public static TheoryData<string> Attacks =>
    [
        $"<p style='width:{Repeated("calc(", Many)}'>a", $"<p style='{string.Concat(Enumerable.Range(0, Many).Select(i => $"--a{i}:1;"))}'>a", $"{Repeated("<b>", Many)}</i>",
        $"<p>{string.Concat(Enumerable.Range(0, 200).Select(i => $"<b id={i}>"))}{Repeated("</p><p>x", Many)}", // each p has all b anew
    ];

    [Theory]
    [MemberData(nameof(Attacks), DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Html), 4000, DisableDiscoveryEnumeration = true)]
    public void Html_is_made_harmless_in_time(string html) => InTime(() => HarmlessHtml.Clean(html));

    [Theory]
    [MemberData(nameof(Markdown), 4000, DisableDiscoveryEnumeration = true)]
    public void Markdown_is_written_in_time(string text) => InTime(() =>
    {
        MarkdownText.FirstHeading(text);
        Assert.InRange(new MarkdownText(url => url).ToHtml(text, new Attachments(null)).Length, 0, 100_000_000);
    });

    [DeepTheory]
    [MemberData(nameof(Html), Many, DisableDiscoveryEnumeration = true)]
    public void Much_html_takes_time_in_proportion(string html) => Html_is_made_harmless_in_time(html);

    [DeepTheory]
    [MemberData(nameof(Markdown), Many, DisableDiscoveryEnumeration = true)]
    public void Much_markdown_takes_time_in_proportion(string text) => Markdown_is_written_in_time(text);

    [Fact]
    public void A_hundred_thousand_headings_of_one_name_have_each_their_own()
    {
        var page = InTime(() => _folder.PageOf(GalleryFolder.Markdown(Repeated("# x\n", Many))));

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
        var page = InTime(() => _folder.PageOf([.. Enumerable.Repeat(Code(Repeated("var x = 1;\n", Many)), 3), Code("var y = 2;")]));

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

    private static string Repeated(string piece, int times) => string.Concat(Enumerable.Repeat(piece, times));
}
