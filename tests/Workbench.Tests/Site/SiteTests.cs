using Microsoft.Playwright;
using Workbench.Tests.Gallery;
using static Microsoft.Playwright.Assertions;

namespace Workbench.Tests.Site;

/// <summary>The site as a reader finds it in a folder.</summary>
public sealed class SiteTests(WrittenSite site) : IClassFixture<WrittenSite>
{
    private const long MostBytes = 15_000_000;

    // One of each kind.
    private static readonly string[] Kinds =
    [
        "index.html", "notebooks.html", "lessons.html", "lesson-4-relu6.html", "05-trade-off.html", "microscope.html", "claims.html",
        "library.html", "library.Sandglass.BlockSpec.html", "documents.html", "docs-commands.html", "docs-results.html",
    ];

    [DeepFact]
    public void It_is_small_and_has_every_notebook_lesson_document_and_public_type()
    {
        Assert.InRange(new DirectoryInfo(site.Path).GetFiles().Sum(file => file.Length), 1_000_000, MostBytes);
        Assert.EndsWith($"{Path.Combine(site.Path, "index.html")}\n", site.Output);

        string[] notebooks = [.. new[] { "notebooks", "notebooks/lessons" }.SelectMany(folder => Directory.GetFiles(Repository.PathTo(folder), "*.ipynb"))];
        Assert.All(notebooks, path => Assert.Contains(Path.GetFileNameWithoutExtension(path) + ".html", site.Pages));
        Assert.All(Directory.GetFiles(Repository.PathTo("docs"), "*.md"), path => Assert.Contains($"docs-{Path.GetFileNameWithoutExtension(path).ToLowerInvariant()}.html", site.Pages));

        var types = Architecture.Library.Libraries.Where(library => library.GetName().Name!.StartsWith("Sandglass", StringComparison.Ordinal) && library.GetName().Name != "Sandglass.Interactive")
            .SelectMany(library => library.GetExportedTypes()).Select(type => $"library.{type.FullName!.Replace('+', '.').Replace('`', '-')}.html").Order(StringComparer.Ordinal);
        Assert.Equal(types, site.Pages.Where(page => page.StartsWith("library.", StringComparison.Ordinal) && page != "library.html"));
    }

    [DeepFact]
    public void Every_link_leads_to_a_place_that_is_there_and_nothing_is_loaded_from_elsewhere()
    {
        var places = site.Pages.ToDictionary(page => page, site.PlacesOf);
        string[] wrong = [.. site.Pages.SelectMany(page => site.LinksOf(page).Where(link => !IsGood(page, link)).Select(link => $"{page}: {link}"))];
        Assert.Empty(wrong);
        Assert.All(site.Pages, page => Assert.Contains("<nav class=\"links\"", site.Read(page), StringComparison.Ordinal));

        // What is in the repository only.
        Assert.Equal(
            ["CITATION.cff", "MIT", "one", "solutions"],
            site.Pages.SelectMany(site.DeadLinksOf).Distinct().Order(StringComparer.Ordinal));

        bool IsGood(string page, string link)
        {
            var parts = link.Split('#', 2);
            var target = parts[0].Length == 0 ? page : Uri.UnescapeDataString(parts[0]);
            return link.StartsWith("data:", StringComparison.Ordinal) || link.StartsWith("https://", StringComparison.Ordinal)
                || (page == "microscope.html" && link.StartsWith("#a=", StringComparison.Ordinal)) // a block, read by its script
                || (target == Path.GetFileName(target) && File.Exists(Path.Combine(site.Path, target)) && (parts.Length == 1 || places[target].Contains(parts[1])));
        }
    }

    [DeepFact]
    public void A_type_has_its_words_its_members_and_links_to_the_types_that_it_names()
    {
        var page = site.Read("library.Sandglass.Plan.html");
        Assert.Contains("<a href=\"library.Sandglass.ScalablePlan.html\">ScalablePlan</a> SmallImage(", page, StringComparison.Ordinal);
        Assert.Contains("<section class=\"member\" id=\"SmallImage-2\">", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"library.Sandglass.Blocks.InvalidSpecException.html\"><code>InvalidSpecException</code></a>: ", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"library.Sandglass.ScalablePlan.html#AtMultiplyAdds\">AtMultiplyAdds</a> ScalablePlan", site.Read("library.html"), StringComparison.Ordinal);
        Assert.All(
            site.Pages.Where(name => name.StartsWith("library.Sandglass.", StringComparison.Ordinal)),
            name => Assert.Matches("<div class=\"words\">\\S", site.Read(name)));
    }

    [DeepTheory]
    [InlineData(1200, ColorScheme.Light)]
    [InlineData(1200, ColorScheme.Dark)]
    [InlineData(400, ColorScheme.Light)]
    [InlineData(400, ColorScheme.Dark)]
    public async Task Axe_finds_nothing_serious_and_no_page_is_wider_than_the_screen(int width, ColorScheme scheme)
    {
        await using var browser = await Browser.StartAsync();
        var page = browser.Page;
        await page.SetViewportSizeAsync(width, 900);
        await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        var wrong = new List<string>();
        foreach (var kind in Kinds)
        {
            await page.GotoAsync(site.AddressOf(kind), new() { WaitUntil = WaitUntilState.NetworkIdle });
            wrong.AddRange(browser.Errors);
            if (!await browser.FitsAsync())
            {
                wrong.Add($"{kind} is wider than the screen");
            }

            var (passed, serious) = await browser.RunAxeAsync();
            Assert.True(passed > 10);
            browser.Errors.Clear(); // axe asks for the style sheet, which the page's policy refuses
            wrong.AddRange(serious.Select(violation => $"{kind}, {violation}"));
        }

        Assert.Empty(wrong);
        Assert.Empty(browser.RemoteRequests);
    }

    [DeepFact]
    public async Task The_three_entrances_are_reached_by_keyboard()
    {
        await using var browser = await Browser.StartAsync();
        var page = browser.Page;
        await page.GotoAsync(site.AddressOf("index.html"));
        var reached = new List<string>();
        for (var i = 0; i < 30; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            reached.Add(await page.EvaluateAsync<string>("() => document.activeElement.getAttribute('href') ?? ''"));
        }

        foreach (var entrance in (string[])["microscope.html", "claims.html", "lessons.html"])
        {
            Assert.True(reached.Count(address => address == entrance) >= 2, $"{entrance}: {string.Join(' ', reached)}");
        }

        await page.GetByRole(AriaRole.Link, new() { Name = "The lessons" }).PressAsync("Enter");
        await Expect(page.Locator("nav [aria-current]")).ToHaveTextAsync(["Lessons"]);
    }
}
