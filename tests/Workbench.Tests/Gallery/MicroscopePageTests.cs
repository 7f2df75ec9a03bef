using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Sandglass;
using Sandglass.Display.Pages;
using Workbench.Tests.Running;
using static Microsoft.Playwright.Assertions;

namespace Workbench.Tests.Gallery;

/// <summary>The block microscope in a browser, as a reader uses it.</summary>
public sealed class MicroscopePageTests : IDisposable
{
    private const int MostBytes = 1_000_000;

    private readonly ResultsFolder _folder = new();

    private string Path => _folder["page.html"];

    [Fact]
    public void The_page_is_small_and_names_no_other_file()
    {
        var html = MicroscopePage.Recorded().ToHtml();
        Assert.InRange(html.Length, 50_000, MostBytes);
        Assert.DoesNotMatch(new Regex("""(src|href)=\"(?!data:|#)|@import|https?://"""), html);
    }

    [DeepFact]
    public async Task A_slider_obeys_the_keyboard_and_moves_drawing_numbers_bars_and_address()
    {
        await using var browser = await OpenAsync();
        var page = browser.Page;
        await ExpectCountAsync(page, BlockSpec.Sandglass(96, 96));
        var (bar, drawn) = (await page.Locator("#bars-a .bar").Nth(1).GetAttributeAsync("style"), await page.Locator("#drawn-a svg").InnerHTMLAsync());

        await page.GetByLabel("Ratio, wide over narrow").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");

        await ExpectCountAsync(page, BlockSpec.Sandglass(96, 96, 7));
        Assert.NotEqual(bar, await page.Locator("#bars-a .bar").Nth(1).GetAttributeAsync("style"));
        Assert.NotEqual(drawn, await page.Locator("#drawn-a svg").InnerHTMLAsync());
        await Expect(page.Locator("#code")).ToHaveTextAsync("BlockSpec.Sandglass(96, 96, 7)");

        await Expect(page).ToHaveURLAsync(new Regex("#a=sandglass-96-1-7-3-1-usual-usual-1&b=invertedResidual-16-"));
        await page.ReloadAsync();
        await ExpectCountAsync(page, BlockSpec.Sandglass(96, 96, 7));
        Assert.Empty(browser.Errors);
        Assert.Empty(browser.RemoteRequests);
    }

    [DeepFact]
    public async Task Another_family_is_as_wide_and_the_width_is_matched_to_the_pinned_block()
    {
        await using var browser = await OpenAsync();
        var page = browser.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Pin this block" }).ClickAsync();
        await page.GetByLabel("Inverted residual", new() { Exact = true }).CheckAsync();
        await Expect(page.Locator("#code")).ToHaveTextAsync("BlockSpec.InvertedResidual(16, 16, 6)");

        await page.GetByRole(AriaRole.Button, new() { Name = "Match width" }).ClickAsync();
        await Expect(page.Locator("#code")).ToHaveTextAsync("BlockSpec.InvertedResidual(18, 18, 6)");
        await Expect(page.Locator("#matched")).ToContainTextAsync("18 channels come closest: +");
        await Expect(page.Locator("#drawn-b svg")).ToHaveAttributeAsync("aria-label", "Sandglass, 96 → 16 → 96 channels, ratio 6");
        Assert.Empty(browser.Errors);
    }

    [DeepFact]
    public async Task What_cannot_be_built_has_a_sentence_and_no_numbers()
    {
        await using var browser = await OpenAsync();
        var page = browser.Page;
        await page.GetByLabel("Shortcut", new() { Exact = true }).SelectOptionAsync("ends");
        await page.Locator("input[name='stride'][value='2']").CheckAsync();
        await Expect(page.Locator("#refusal")).ToHaveTextAsync("This block cannot be built: a shortcut over a stride of 2 cannot be added; use stride 1 or no shortcut.");
        foreach (var hidden in (string[])["#cards", "#drawn-a", "#bars-a", "#code-line"])
        {
            await Expect(page.Locator(hidden)).ToBeHiddenAsync();
        }

        await page.SetViewportSizeAsync(400, 800);
        await Expect(page.Locator("#total")).ToHaveCSSAsync("width", "1px");
        await page.GetByLabel("Shortcut", new() { Exact = true }).SelectOptionAsync("usual");
        await ExpectCountAsync(page, BlockSpec.Sandglass(96, 96, stride: 2));
        Assert.Empty(browser.Errors);
    }

    [DeepTheory]
    [InlineData("#a=sandglass-96-1-6-3-1-usual-usual-1&size=abc&bars=nothing", "BlockSpec.Sandglass(96, 96, 6)")]
    [InlineData("#a=bottleneck-64-2-4-5-2-ends-none-0.5&b=sandglass-4-1-12-3-1-usual-usual-1&size=28", "BlockSpec.Bottleneck(64, 128, 4, stride: 2) with { Kernel = 5, Spatial = SpatialPlacement.Ends, Shortcut = ShortcutSite.None, IdentityMultiplier = 0.5 }")]
    [InlineData("#a=<img src=x onerror=alert(1)>-9999-1-6-3-1-usual-usual-1", "BlockSpec.Sandglass(96, 96, 6)")]
    [InlineData("#a=constructor-96-1-6-4-1-toString-usual-7", "BlockSpec.Sandglass(96, 96, 6)")]
    public async Task An_address_is_read_as_far_as_it_makes_sense(string address, string code)
    {
        await using var browser = await OpenAsync(address);
        await Expect(browser.Page.Locator("#code")).ToHaveTextAsync(code);
        Assert.Empty(browser.Errors);
    }

    [DeepFact]
    public async Task Published_blocks_can_be_started_from()
    {
        await using var browser = await OpenAsync();
        var page = browser.Page;
        await page.Locator("summary").Nth(1).ClickAsync();
        foreach (var (network, code, total) in ((string, string, string)[])
            [
                ("MobileNeXt", "BlockSpec.Sandglass(192, 192, 6)", "16,960 parameters, 12,343,296 multiply-adds"),
                ("MobileNetV2", "BlockSpec.InvertedResidual(32, 32, 6)", "14,848 parameters, 10,988,544 multiply-adds"),
                ("ResNet-50", "BlockSpec.Bottleneck(256, 256, 4)", "70,400 parameters, 218,365,952 multiply-adds"),
            ])
        {
            await page.GetByRole(AriaRole.Link, new() { Name = network }).ClickAsync();
            await Expect(page.Locator("#code")).ToHaveTextAsync(code);
            await Expect(page.Locator("#total")).ToContainTextAsync(total);
        }
    }

    [DeepFact]
    public async Task Answers_come_after_a_guess_and_are_shown_above()
    {
        await using var browser = await OpenAsync();
        var page = browser.Page;
        var (numbers, choices) = (page.Locator("#questions input[type='number']"), page.Locator("#questions li").Filter(new() { Has = page.Locator("input[type='radio']") }));
        await Expect(page.Locator("#questions li")).ToHaveCountAsync(5);
        await Expect(numbers).ToHaveCountAsync(3);
        await page.Locator("#questions form button").First.ClickAsync();
        await Expect(page.Locator(".answer-box:not(:empty)")).ToHaveCountAsync(0);

        await choices.First.GetByLabel("the pointwise pair").CheckAsync();
        await choices.First.GetByRole(AriaRole.Button, new() { Name = "Look" }).ClickAsync();
        await Expect(choices.First.Locator(".answer-box")).ToContainTextAsync("Right. The pointwise pair has 64 % of them, the depthwise pair 36 %.");

        var kernels = (double)Counter.Count(BlockSpec.Sandglass(96, 96) with { Kernel = 7 }, 14).MultiplyAdds / Counter.Count(BlockSpec.Sandglass(96, 96), 14).MultiplyAdds;
        await numbers.First.FillAsync("40");
        await numbers.First.PressAsync("Enter");
        var box = page.Locator(".answer-box").Nth(1);
        await Expect(box).ToContainTextAsync($"Not close. It is {kernels.ToString("0.0", CultureInfo.InvariantCulture)} times; you said 40.");
        await box.GetByRole(AriaRole.Button).ClickAsync();
        await ExpectCountAsync(page, BlockSpec.Sandglass(96, 96) with { Kernel = 7 });
        await Expect(page.Locator("#drawn-b")).ToBeVisibleAsync();
        Assert.Empty(browser.Errors);
    }

    [DeepFact]
    public async Task Channels_of_each_family_are_shown_and_followed()
    {
        await using var browser = await OpenAsync();
        var page = browser.Page;
        foreach (var (family, places) in ((string, int)[])[("Sandglass", 6), ("Inverted residual", 5), ("Classic bottleneck", 5)])
        {
            await page.GetByLabel(family, new() { Exact = true }).CheckAsync();
            await Expect(page.Locator("#maps .place")).ToHaveCountAsync(places);
            Assert.True(await page.EvaluateAsync<bool>(
                """
                () => Promise.all([...document.querySelectorAll("#maps .tiles")].map(async tiles => {
                  const picture = new Image();
                  picture.src = getComputedStyle(tiles).getPropertyValue("--strip").match(/url\("(.*)"\)/)[1];
                  await picture.decode();
                  return picture.naturalWidth === picture.naturalHeight * tiles.children.length;
                })).then(fit => fit.every(Boolean))
                """));
        }

        await page.GetByLabel("Follow channel").PressAsync("ArrowRight");
        await Expect(page.Locator(".tiles .tile:nth-child(2).followed")).ToHaveCountAsync(5);
        Assert.Empty(browser.Errors);
    }

    [DeepTheory]
    [InlineData(1200, ColorScheme.Light)]
    [InlineData(1200, ColorScheme.Dark)]
    [InlineData(400, ColorScheme.Light)]
    [InlineData(400, ColorScheme.Dark)]
    public async Task Axe_finds_nothing_serious_and_nothing_is_wider_than_the_screen(int width, ColorScheme scheme)
    {
        await using var browser = await OpenAsync();
        var page = browser.Page;
        await page.SetViewportSizeAsync(width, 900);
        await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await page.Locator("details").EvaluateAllAsync<object>("all => all.forEach(one => one.open = true)");
        await page.Locator("#questions input[type='number']").First.FillAsync("2");
        await page.Locator("#questions input[type='number']").First.PressAsync("Enter");

        Assert.True(await browser.FitsAsync());
        Assert.Equal("0s", await page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('.bar')).transitionDuration"));
        var (passed, serious) = await browser.RunAxeAsync();
        Assert.Empty(serious);
        Assert.True(passed > 20);
    }

    public void Dispose() => _folder.Dispose();

    private static Task ExpectCountAsync(IPage page, BlockSpec spec)
    {
        var count = Counter.Count(spec, 14);
        return Expect(page.Locator("#total")).ToContainTextAsync(FormattableString.Invariant($"{count.Parameters:n0} parameters, {count.MultiplyAdds:n0} multiply-adds, "));
    }

    private async Task<Browser> OpenAsync(string address = "")
    {
        MicroscopePage.Recorded().Write(Path);
        var browser = await Browser.StartAsync();
        await browser.Page.GotoAsync(new Uri(Path).AbsoluteUri + address);
        return browser;
    }
}
