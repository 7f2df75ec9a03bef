using Sandglass;
using Sandglass.Display.Pages;
using Workbench.Tests.Running;
using static Microsoft.Playwright.Assertions;

namespace Workbench.Tests.Gallery;

public sealed class BlockPageTests : IDisposable
{
    private readonly ResultsFolder _folder = new();

    // By name on the page: the channels at the wide end, or those of the inverted residual that widens to them.
    private static readonly (string Name, Func<int, int, BlockSpec> Of)[] Families =
    [
        ("sandglass", (width, ratio) => BlockSpec.Sandglass(width, width, ratio)),
        ("inverted", (width, ratio) => BlockSpec.InvertedResidual(width / ratio, width / ratio, ratio)),
        ("bottleneck", (width, ratio) => BlockSpec.Bottleneck(width, width, ratio)),
    ];

    [DeepFact]
    public async Task The_page_computes_as_the_counter_does()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Page.GotoAsync(new Uri(BlockPage.Write(_folder.Path)).AbsoluteUri);
        foreach (var (family, of) in Families)
        {
            foreach (var (width, ratio, kernel, size) in from w in (int[])[24, 40, 96, 192] from r in (int[])[2, 5, 6, 12] from k in (int[])[3, 5, 7] from s in (int[])[7, 14, 56] select (w, r, k, s))
            {
                var count = Counter.Count(of(width, ratio) with { Kernel = kernel }, size);
                var page = await browser.Page.EvaluateAsync<long[]>(
                    "([family, width, ratio, kernel, size]) => { const c = Block.cost(Block.layers(family, width, ratio, kernel), size); return [c.parameters, c.multiplyAdds, c.receptiveField, ...c.rows.map(r => r.multiplyAdds)]; }",
                    new object[] { family, width, ratio, kernel, size });
                Assert.Equal(
                    [count.Parameters, count.MultiplyAdds, count.ReceptiveField, .. count.Layers.Where(layer => layer.MultiplyAdds > 0).Select(layer => layer.MultiplyAdds)],
                    page);
            }
        }

        Assert.Empty(browser.Errors);
    }

    [DeepFact]
    public async Task A_slider_obeys_the_keyboard_and_moves_drawing_bars_and_total()
    {
        await using var browser = await Browser.StartAsync();
        var page = browser.Page;
        await page.GotoAsync(new Uri(BlockPage.Write(_folder.Path)).AbsoluteUri);
        string Total(BlockSpec spec) => FormattableString.Invariant($"{Counter.Count(spec, 14).Parameters:n0} parameters, {Counter.Count(spec, 14).MultiplyAdds:n0} multiply-adds");
        await Expect(page.Locator("#total")).ToContainTextAsync(Total(BlockSpec.Sandglass(96, 96)));
        var (bar, drawn) = (await page.Locator(".bar").Nth(1).GetAttributeAsync("style"), await page.Locator("#picture").InnerHTMLAsync());

        await page.GetByLabel("Ratio, wide over narrow").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");

        await Expect(page.Locator("#total")).ToContainTextAsync(Total(BlockSpec.Sandglass(96, 96, 7)));
        Assert.NotEqual(bar, await page.Locator(".bar").Nth(1).GetAttributeAsync("style"));
        Assert.NotEqual(drawn, await page.Locator("#picture").InnerHTMLAsync());
        await page.GetByLabel("Classic bottleneck").CheckAsync();
        await Expect(page.Locator("#layers > li:visible")).ToHaveCountAsync(3);
        Assert.Empty(browser.Errors);
        Assert.Empty(browser.RemoteRequests);
    }

    public void Dispose() => _folder.Dispose();
}
