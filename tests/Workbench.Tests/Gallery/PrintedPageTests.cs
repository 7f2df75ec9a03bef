using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Workbench.Tests.Running;

namespace Workbench.Tests.Gallery;

/// <summary>A notebook's page on paper.</summary>
public sealed partial class PrintedPageTests : IDisposable
{
    // An A4 page within its margins, in pixels of style sheets.
    private const int Width = 672;
    private const int Height = 1000;

    private readonly ResultsFolder _folder = new();

    [DeepTheory]
    [InlineData("notebooks/01-block-anatomy.ipynb", 4, 14)]
    [InlineData("notebooks/05-trade-off.ipynb", 4, 14)]
    [InlineData("notebooks/lessons/lesson-4-relu6.ipynb", 3, 12)]
    public async Task It_has_no_navigation_and_nothing_is_cut(string notebook, int fewest, int most)
    {
        await using var browser = await OpenAsync(notebook);
        var page = browser.Page;
        await page.SetViewportSizeAsync(Width, Height);
        await page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });

        Assert.Equal("rgb(31, 35, 40)", await page.EvaluateAsync<string>("() => getComputedStyle(document.body).color")); // dark letters, whatever the screen has
        Assert.Empty(await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('nav')].filter(nav => nav.checkVisibility()).map(nav => nav.outerHTML)"));
        Assert.Empty(await page.EvaluateAsync<string[]>(
            $$"""
            () => [...document.querySelectorAll("main pre, main table, main img, main svg")].filter(part => part.checkVisibility()).filter(part => {
              const box = part.getBoundingClientRect();
              return box.right > {{Width}} + 1 || part.scrollWidth > part.clientWidth + 1 && part.tagName === "PRE" || part.tagName === "IMG" && box.height > {{Height}};
            }).map(part => part.outerHTML.slice(0, 120))
            """));
        Assert.Equal(0, await page.Locator(".drawn").Filter(new() { Visible = true }).CountAsync());

        var pdf = await page.PdfAsync(new() { Format = "A4", PreferCSSPageSize = true });
        Assert.InRange(Page().Count(Encoding.Latin1.GetString(pdf)), fewest, most);
    }

    [DeepFact]
    public async Task An_address_on_the_web_stands_beside_its_words()
    {
        File.WriteAllText(
            _folder["a.ipynb"],
            """{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[{"cell_type":"markdown","id":"a","metadata":{},"source":"# A\n\n[paper](https://example.org/p)"}]}""");
        await using var browser = await OpenAsync(_folder["a.ipynb"]);
        await browser.Page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.Equal(
            "\" (https://example.org/p)\"",
            await browser.Page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('main a'), '::after').content"));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<Browser> OpenAsync(string notebook)
    {
        var path = Repository.PathTo(notebook);
        var (code, output, error) = await WorkbenchProgram.RunAsync("gallery", path, "--out", _folder["gallery"]);
        Assert.True(code == 0, output + error);
        var browser = await Browser.StartAsync();
        await browser.Page.GotoAsync(new Uri(_folder[$"gallery/{Path.GetFileNameWithoutExtension(path)}.html"]).AbsoluteUri);
        return browser;
    }

    [GeneratedRegex(@"/Type\s*/Page(?!s)")]
    private static partial Regex Page();
}
