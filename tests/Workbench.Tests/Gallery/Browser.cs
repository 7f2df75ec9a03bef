using System.Reflection;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Workbench.Tests.Gallery;

/// <summary>The system's Chromium with one page, from which nothing reaches the network but the one server that is named.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly Uri? _server;

    private Browser(IPlaywright playwright, IBrowser browser, IPage page, Uri? server) =>
        (_playwright, _browser, Page, _server) = (playwright, browser, page, server);

    public IPage Page { get; }

    /// <summary>What the page asked for beyond its folder and its server; each such request was refused.</summary>
    public List<string> RemoteRequests { get; } = [];

    /// <summary>What went wrong in the page.</summary>
    public List<string> Errors { get; } = [];

    public static async Task<Browser> StartAsync(Uri? server = null)
    {
        var program = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";
        Assert.SkipUnless(File.Exists(program), $"no {program}: install Chromium or name one in CHROMIUM");
        var driver = typeof(Browser).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "PlaywrightDriver").Value;
        Environment.SetEnvironmentVariable("PLAYWRIGHT_DRIVER_SEARCH_PATH", driver);
        var playwright = await Playwright.CreateAsync();
        var chromium = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = program,
            Args = ["--no-sandbox", "--disable-gpu"],
        });
        var browser = new Browser(playwright, chromium, await chromium.NewPageAsync(), server);
        browser.Page.SetDefaultTimeout(Patience.Milliseconds);
        Assertions.SetDefaultExpectTimeout(Patience.Milliseconds);
        await browser.WatchAsync();
        return browser;
    }

    /// <summary>Whether the page is no wider than the screen.</summary>
    public Task<bool> FitsAsync() =>
        Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth");

    /// <summary>What axe makes of the page: how many of its rules pass, and what it finds serious or worse.</summary>
    public async Task<(int Passed, string[] Serious)> RunAxeAsync()
    {
        var found = await Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] }); // of all that passes one element is told, not thousands
        return (found.Passes.Length, [.. found.Violations.Where(violation => violation.Impact is "serious" or "critical").Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}")]);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private async Task WatchAsync()
    {
        Page.PageError += (_, error) => Errors.Add(error);
        Page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                Errors.Add($"{message.Text} {message.Location}");
            }
        };
        await Page.RouteAsync("**/*", route =>
        {
            var asked = new Uri(route.Request.Url);
            if (asked.Scheme is "file" or "data" or "blob" || asked.Authority == _server?.Authority)
            {
                return route.ContinueAsync();
            }

            RemoteRequests.Add(route.Request.Url);
            return route.AbortAsync();
        });
    }
}
