using System.Text.RegularExpressions;
using NotebookEngine.Gallery;
using static NotebookEngine.Tests.Gallery.GalleryFolder;

namespace NotebookEngine.Tests.Gallery;

public sealed class NotebookGalleryTests : IDisposable
{
    private readonly GalleryFolder _folder = new();

    [Fact]
    public void The_index_has_title_picture_and_first_paragraph_of_each_notebook()
    {
        _folder.Write(
            Entry("00 start", Markdown("# Start & go\n\nThe *first* words.\n\nMore words."), Code("1", Shown(("image/png", Png), ("text/plain", "A point")))),
            Entry("01-next", Markdown("Only words.")));
        var index = _folder.Read("index.html");

        Assert.Contains("<h1>All of &lt;them&gt;</h1>", index);
        Assert.Contains("<a href=\"00%20start.html\">Start &amp; go</a>", index);
        Assert.Contains("<img src=\"00%20start.png\" alt=\"A point\"", index);
        Assert.Contains("<p>The first words.</p>", index);
        Assert.Contains("<a href=\"01-next.html\">01-next</a>", index);
        Assert.DoesNotContain("More words", index);
        Assert.Equal(Convert.FromBase64String(Png), File.ReadAllBytes(System.IO.Path.Combine(_folder.Path, "00 start.png")));
    }

    [Fact]
    public void Every_link_and_file_that_a_page_names_is_there()
    {
        _folder.Write(
            Entry("a", Markdown("# A\n\nSee [B](b.ipynb#b), [a file](../data/x.csv)."), Code("1", Shown(("application/vnd.plotly.v1+json", new { data = Array.Empty<int>() })))),
            Entry("b", Markdown("# B")),
            Entry("c", Markdown("# C")));
        var named =
            from page in Directory.GetFiles(_folder.Path, "*.html")
            from Match link in Regex.Matches(File.ReadAllText(page), "(?:src|href)=\"([^\"#]+)")
            where !link.Groups[1].Value.StartsWith("data:", StringComparison.Ordinal)
            select Uri.UnescapeDataString(link.Groups[1].Value);

        Assert.All(named, name => Assert.True(File.Exists(System.IO.Path.Combine(_folder.Path, name)), name));
        Assert.Contains("<a href=\"b.html#text-b\"", _folder.Read("a.html"));
        Assert.Contains("<a href=\"a.html\">← A</a>\n<a class=\"next\" href=\"c.html\">C →</a>", _folder.Read("b.html"));
    }

    [Fact]
    public void The_same_notebooks_give_the_same_bytes()
    {
        var entries = new[]
        {
            Entry("a", Markdown("# A\n\n| x | y |\n|--|--:|\n| 1 | 2 |"), Code("var x = 1;", Shown(("text/html", "<b>x</b>")))),
            Entry("b", Code("2", Shown(("application/vnd.plotly.v1+json", new { layout = new { b = 1, a = 2 } }), ("image/png", Png)))),
        };
        using var again = new GalleryFolder();
        _folder.Write(entries);
        again.Write(entries);

        var files = Directory.GetFiles(_folder.Path).Select(System.IO.Path.GetFileName).Order().ToArray();
        Assert.Equal(["a.html", "b.html", "b.png", "gallery.css", "gallery.js", "index.html", "plotly.min.js"], files);
        Assert.All(files, name => Assert.Equal(_folder.Read(name!), again.Read(name!)));
    }

    [Fact]
    public void Parts_have_headings_and_all_pages_the_same_links()
    {
        new NotebookGallery("All", "", Array.Empty<byte>()) { Navigation = new(("All", "index.html"), ("More", "more.html")) }.Write(
            _folder.Path, [Entry("a", Markdown("# A")), Entry("b", Markdown("# B")) with { Part = "Lessons", Section = "more.html" }]);

        Assert.Contains("<h2><a href=\"a.html\">A</a></h2>", _folder.Read("index.html"));
        Assert.Contains("<h2>Lessons</h2>\n<div class=\"gallery\">\n<article>\n<h3><a href=\"b.html\">B</a></h3>", _folder.Read("index.html"));
        Assert.Contains("<a href=\"index.html\" aria-current=\"page\">All</a>\n<a href=\"more.html\">More</a>", _folder.Read("index.html"));
        Assert.Contains("<a href=\"index.html\">All</a>\n<a href=\"more.html\" aria-current=\"true\">More</a>", _folder.Read("b.html"));
    }

    [Fact]
    public void Links_are_read_from_the_folder_of_their_notebook()
    {
        new NotebookGallery("All", "", Array.Empty<byte>()) { Others = new Dictionary<string, string> { ["docs/x.md"] = "x.html", ["docs/p.png"] = $"data:image/png;base64,{Png}" } }.Write(
            _folder.Path,
            [
                Entry("a", Markdown("# A")) with { File = "notebooks/a.ipynb" },
                Entry("b", Markdown("[a](../a.ipynb#a) [x](../../docs/x.md) [no](a.ipynb) ![p](../../docs/p.png) ![q](../../docs/q.png)")) with { File = "notebooks/more/b.ipynb" },
            ]);

        var page = _folder.Read("b.html");
        Assert.Contains("<a href=\"a.html#text-a\"", page);
        Assert.Contains("<a href=\"x.html\"", page);
        Assert.Contains("<a rel=\"noopener noreferrer\">no</a>", page);
        Assert.Contains($"<img src=\"data:image/png;base64,{Png}\" alt=\"p\">", page);
        Assert.DoesNotContain("q.png", page);
    }

    [Theory]
    [InlineData("index", "x")]
    [InlineData("a", "A")]
    [InlineData("a", "../b")]
    public void Names_that_would_overwrite_another_page_are_refused(string first, string second) =>
        Assert.Contains("rename that notebook", Assert.Throws<ArgumentException>(() => _folder.Write(Entry(first), Entry(second))).Message);

    public void Dispose() => _folder.Dispose();
}
