using NotebookEngine.Reference;
using Sandglass.Display.Pages;
using PageFrame = NotebookEngine.Gallery.PageFrame;

namespace Workbench.Site;

/// <summary>The first page, with an entrance for each of three readers.</summary>
internal static class FrontPage
{
    private const string Title = "Sandglass workbench";

    /// <summary>The page.</summary>
    /// <param name="navigation">Its links to other pages, as HTML.</param>
    /// <param name="address">Where a file of the repository is on the site.</param>
    public static string ToHtml(string navigation, Func<string, string> address) =>
        $"""
        {PageFrame.Head(Title, navigation)}<h1>{Title}</h1>
        <p class="answer">Does it matter where a bottleneck block of a mobile network is wide? A workbench in C# that builds, counts, trains and compares such blocks,
        and tests “Rethinking Bottleneck Structure for Efficient Mobile Network Design” (ECCV 2020) sentence by sentence.</p>
        <div class="gallery entrances">
        {Entrance("Explore", Picture(address("docs/pictures/block.png"), "A sandglass block, drawn with the cost of each layer"),
            "Change a block and see at once what it looks like, what it costs and what a picture becomes in it. The page computes in your browser.",
            ("The block microscope", MicroscopePage.File), ("Start here, a notebook", address("notebooks/00-start-here.ipynb")),
            ("Your own block, a notebook", address("notebooks/20-your-own-block.ipynb")), ("The library, type by type", ReferencePages.Index))}
        {Entrance("Reproduce", Picture(address("data/studies/blocks/accuracy.png"), "Test accuracy against multiply-adds for three blocks"),
            "What the paper says and what follows: counts by arithmetic, and our own small studies, planned in advance, with intervals.",
            ("Claims and verdicts", ClaimsPage.File), ("All results", address("docs/RESULTS.md")),
            ("Run it yourself", address("docs/COMMANDS.md")), ("How the records changed", address("docs/RECORDS.md")))}
        {Entrance("Teach", Picture(address("docs/pictures/feature-maps.png"), "What a picture of a shoe becomes in the first block"),
            "Lessons with exercises that check themselves, from convolution to the reading of a claim.",
            ("The lessons", StaticSite.Lessons), ("Hand out, collect and grade", address("docs/TEACHING.md")),
            ("Questions that ask for a guess first", $"{MicroscopePage.File}#questions"), ("All notebooks", StaticSite.Notebooks))}
        </div>
        {PageFrame.Foot}
        """;

    private static string Picture(string address, string description) => $"<div class=\"picture\"><img src=\"{address}\" alt=\"{description}\"></div>";

    private static string Entrance(string title, string picture, string words, params IEnumerable<(string Words, string Address)> links) =>
        $"""
        <article>
        <h2>{title}</h2>
        {picture}
        <p>{words}</p>
        <ul>
        {string.Concat(links.Select(link => $"<li><a href=\"{link.Address}\">{link.Words}</a></li>\n"))}</ul>
        </article>
        """;
}
