using Microsoft.Playwright;
using Workbench.Tests.Count;
using Workbench.Tests.Running;
using static Microsoft.Playwright.Assertions;

namespace Workbench.Tests.Gallery;

/// <summary>The page of a bundle in a browser, with a stand-in for onnxruntime-web, which is not here.</summary>
public sealed class DevicePageTests : IDisposable
{
    private const string Address = "http://bundle.test/";

    // Answers what is expected, one number of it moved.
    private const string StandIn =
        """
        const moved = Number(new URL(location).searchParams.get("moved"));
        globalThis.ort = {
          env: { wasm: {}, versions: { web: "0.0.0" } },
          Tensor: class { constructor(type, data, shape) { Object.assign(this, { type, data, shape }); } },
          InferenceSession: { create: async file => ({
            run: async given => {
              const scores = new Float32Array(await (await fetch("expected.bin")).arrayBuffer());
              if (file !== "model.onnx" || given.images.data.length !== 28 * 28) throw new Error("given something else");
              const largest = scores.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
              scores[3] += moved * largest;
              return { scores: { data: scores } };
            },
            release: async () => {},
          }) },
        };
        """;

    private readonly ResultsFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [DeepTheory]
    [InlineData("0.000001", "Yes: no number differs by more than")]
    [InlineData("0.01", "No: a number differs by 0.01")]
    public async Task It_compares_the_answer_and_times_the_network(string moved, string verdict)
    {
        await WriteAsync();
        File.WriteAllText(_folder["b/ort.wasm.min.js"], StandIn);
        await using var browser = await Browser.StartAsync();
        await browser.Page.RouteAsync($"{Address}**", route => route.FulfillAsync(new() { Path = _folder[$"b{new Uri(route.Request.Url).AbsolutePath}"] }));
        await browser.Page.GotoAsync($"{Address}index.html?moved={moved}");
        await browser.Page.GetByLabel("Runs").FillAsync("20");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Run and time" }).ClickAsync();

        await Expect(browser.Page.Locator("#verdict")).ToContainTextAsync(verdict);
        await Expect(browser.Page.Locator("#median")).ToContainTextAsync("ms is the median of 20 runs; the middle half took");
        await Expect(browser.Page.Locator("#times rect")).ToHaveCountAsync(20);
        Assert.Empty(browser.Errors);
        Assert.Empty(browser.RemoteRequests);
    }

    [DeepFact]
    public async Task Without_the_runtime_it_says_which_files_are_missing()
    {
        await WriteAsync();
        await using var browser = await Browser.StartAsync();
        await browser.Page.GotoAsync(new Uri(_folder["b/index.html"]).AbsoluteUri);
        await Expect(browser.Page.Locator("#missing")).ToContainTextAsync("ort-wasm-simd-threaded.wasm");
        await Expect(browser.Page.Locator("#unserved")).ToBeVisibleAsync();
        await Expect(browser.Page.Locator("#timing")).ToBeHiddenAsync();
        Assert.Empty(browser.RemoteRequests);
    }

    private async Task WriteAsync() => Assert.Equal(0, (await Invocation.OfAsync("export", "small-sandglass", "--bundle", _folder["b"], "--width", "0.1")).ExitCode);
}
