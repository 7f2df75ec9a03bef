using Microsoft.Playwright;
using Sandglass.Deployment.Onnx;
using Sandglass.Weights;
using Workbench.Tests.Count;
using Workbench.Tests.Running;
using static Microsoft.Playwright.Assertions;

namespace Workbench.Tests.Gallery;

/// <summary>The page of a network in a browser.</summary>
public sealed class NetworkPageTests : IDisposable
{
    private const string Hostile = "</script><img src=x onerror=alert(1)>";

    private readonly ResultsFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [DeepFact]
    public async Task Blocks_unfold_by_keyboard_and_the_search_finds()
    {
        Assert.Equal(0, (await Invocation.OfAsync("show", "mobilenext", _folder["page.html"], "--width", "0.35", "--resolution", "96")).ExitCode);
        await using var browser = await OpenAsync();
        var page = browser.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Fold all", Exact = true }).ClickAsync();
        var stage = page.GetByRole(AriaRole.Treeitem, new() { Name = "stage3, 18 operators" });
        await Expect(stage).ToHaveAttributeAsync("aria-expanded", "false");

        await page.Locator("#graph [tabindex='0']").FocusAsync();
        for (var i = 0; i < 5; i++)
        {
            await page.Keyboard.PressAsync("ArrowDown");
        }

        await Expect(stage).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(stage).ToHaveAttributeAsync("aria-expanded", "true");
        await Expect(stage).ToBeFocusedAsync();
        await Expect(page.Locator("#details h3")).ToHaveTextAsync("stage3");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(stage).ToBeFocusedAsync();

        await page.GetByLabel("Find operators").FillAsync("stage3.block1 pointwise");
        await Expect(page.Locator("#found")).ToHaveTextAsync("2 of 125 operators");
        await Expect(page.Locator("#operators tbody tr:not(.group):visible")).ToHaveCountAsync(2);
        await page.GetByLabel("Find operators").FillAsync("");
        await page.Locator("#operators .group button").First.ClickAsync();
        await Expect(page.Locator("#operators tbody tr").Filter(new() { HasText = "input_depthwise" }).First).ToBeVisibleAsync();
        Assert.Empty(browser.Errors);
        Assert.Empty(browser.RemoteRequests);
    }

    [DeepFact]
    public async Task Operators_do_not_overlap_and_lines_lead_downwards()
    {
        Assert.Equal(0, (await Invocation.OfAsync("show", "darts-v2", _folder["page.html"], "--cells", "4", "--channels", "4")).ExitCode);
        await using var browser = await OpenAsync();
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Unfold all" }).ClickAsync();
        var wrong = await browser.Page.EvaluateAsync<int[]>(
            """
            () => {
              const boxes = [...document.querySelectorAll(".item:not(.open) > .frame")].map(frame => frame.getBoundingClientRect());
              const overlaps = boxes.filter((a, i) => boxes.some((b, j) => j < i && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)).length;
              const upwards = [...document.querySelectorAll(".line")].filter(line => line.getPointAtLength(line.getTotalLength()).y <= line.getPointAtLength(0).y).length;
              return [boxes.length, overlaps, upwards];
            }
            """);
        Assert.True(wrong[0] > 100);
        Assert.Equal([0, 0], wrong[1..]);
        Assert.Empty(browser.Errors);
    }

    [DeepFact]
    public async Task Names_of_others_run_nothing()
    {
        var graph = new GraphBuilder();
        string[] names = [Hostile, $"{Hostile}.a.1", $"{Hostile}.a.2", $"{Hostile}.a.3", "\" onmouseover=alert(2) x=\"", "..", "/"];
        var last = names.Index().Aggregate("x", (from, name) => graph.Add("Relu", name.Item, $"value{name.Index}", [from]));
        OnnxFile.Write(_folder["hostile.onnx"], graph.Graph("g", [new("x", SafetensorsType.F32, [1, 4])], [new(last, SafetensorsType.F32, [1, 4])]));
        Assert.Equal(0, (await Invocation.OfAsync("show", _folder["hostile.onnx"], _folder["page.html"])).ExitCode);
        await using var browser = await OpenAsync();
        var asked = false;
        browser.Page.Dialog += (_, dialog) => (asked, _) = (true, dialog.DismissAsync());
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Unfold all" }).ClickAsync();
        await browser.Page.GetByRole(AriaRole.Treeitem).First.HoverAsync();
        Assert.Equal(0, await browser.Page.Locator("img").CountAsync());
        Assert.Equal(names.Length, await browser.Page.Locator("#operators tbody tr:not(.group)").CountAsync());
        Assert.False(asked);
        Assert.Empty(browser.Errors);
    }

    private async Task<Browser> OpenAsync()
    {
        var browser = await Browser.StartAsync();
        await browser.Page.GotoAsync(new Uri(_folder["page.html"]).AbsoluteUri);
        return browser;
    }
}
