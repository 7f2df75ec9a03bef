using System.Reflection;
using Microsoft.Playwright;

namespace Workbench.Tests.Gallery;

/// <summary>The system's Chromium with one page, from which nothing reaches the network.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser, IPage page) => (_playwright, _browser, Page) = (playwright, browser, page);

    public IPage Page { get; }

    /// <summary>What the page asked for beyond its folder; each such request was refused.</summary>
    public List<string> RemoteRequests { get; } = [];

    /// <summary>What went wrong in the page.</summary>
    public List<string> Errors { get; } = [];

    public static async Task<Browser> StartAsync()
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
        var browser = new Browser(playwright, chromium, await chromium.NewPageAsync());
        await browser.WatchAsync();
        return browser;
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
                Errors.Add(message.Text);
            }
        };
        await Page.RouteAsync("**/*", route =>
        {
            if (new Uri(route.Request.Url).Scheme is "file" or "data" or "blob")
            {
                return route.ContinueAsync();
            }

            RemoteRequests.Add(route.Request.Url);
            return route.AbortAsync();
        });
    }
}
