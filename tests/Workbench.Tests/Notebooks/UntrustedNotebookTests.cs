using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using NotebookEngine.Notebooks;
using Workbench.Tests.Gallery;
using static Microsoft.Playwright.Assertions;

namespace Workbench.Tests.Notebooks;

/// <summary>
/// The notebooks as someone sees them who opens a copy for the first time: a front end trusts no outputs that it has not
/// computed. Of Debian's Jupyter Notebook, which takes HTML before pictures.
/// </summary>
public sealed class UntrustedNotebookTests : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private readonly string _address;
    private readonly Process _server;

    public UntrustedNotebookTests()
    {
        Assert.SkipUnless(File.Exists(Python), $"no {Python}: install Debian's jupyter-notebook");
        foreach (var path in Shipped.Paths)
        {
            File.Copy(path, Path.Combine(_folder.FullName, Path.GetFileName(path)));
        }

        _address = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo(Python, ["-m", "notebook", "--no-browser", "--allow-root", "--ip=127.0.0.1", $"--port={new Uri(_address).Port}", "--NotebookApp.token=", $"--notebook-dir={_folder.FullName}"])
        {
            RedirectStandardError = true,
        };
        foreach (var variable in new[] { "HOME", "JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR" })
        {
            start.Environment[variable] = Path.Combine(_folder.FullName, "home");
        }

        _server = Process.Start(start)!;
        _server.ErrorDataReceived += (_, _) => { };
        _server.BeginErrorReadLine();
    }

    [DeepFact]
    public async Task Every_picture_is_seen_before_the_notebook_is_trusted()
    {
        await AnswersAsync();
        await using var browser = await Browser.StartAsync();
        await browser.Page.RouteAsync($"{_address}/**", route => route.ContinueAsync());
        foreach (var path in Shipped.Paths)
        {
            var pictures = Notebook.Read(path).Code().SelectMany(cell => cell.Outputs).Count(output => output["data"]?["image/png"] is not null);
            await browser.Page.GotoAsync($"{_address}/notebooks/{Path.GetFileName(path)}");

            await Expect(browser.Page.Locator(".output_subarea").First).ToBeAttachedAsync(new() { Timeout = 30_000 });
            await Expect(browser.Page.Locator(".output_subarea img")).ToHaveCountAsync(pictures);
            await Expect(browser.Page.Locator("#notification_trusted, .trust_state")).ToContainTextAsync("Not Trusted");
        }
    }

    public void Dispose()
    {
        _server.Kill(entireProcessTree: true);
        _server.WaitForExit();
        _server.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task AnswersAsync()
    {
        using var client = new HttpClient();
        var wait = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                (await client.GetAsync($"{_address}/api", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException) when (wait.Elapsed < TimeSpan.FromSeconds(30))
            {
                await Task.Delay(200, TestContext.Current.CancellationToken);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
