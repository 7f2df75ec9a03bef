using System.Diagnostics;
using System.Text.Json.Nodes;
using Workbench.Tests.Kernel;

namespace Workbench.Tests.Page;

/// <summary>Debian's Jupyter Notebook, serving a folder of notebooks to a browser on this machine.</summary>
internal sealed class JupyterServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _log;
    private JsonNode? _place;

    private JupyterServer(Process process) => (_process, _log) = (process, process.StandardError.ReadToEndAsync());

    /// <summary>Starts it at a free port; whoever uses the page needs its token.</summary>
    public static async Task<JupyterServer> StartAsync(JupyterFolder jupyter, string notebooks)
    {
        var runtime = Path.Combine(jupyter.Path, "runtime");
        jupyter.Variables["JUPYTER_CONFIG_DIR"] = Path.Combine(jupyter.Path, "config");
        jupyter.Variables["JUPYTER_RUNTIME_DIR"] = runtime;
        var server = new JupyterServer(jupyter.Start(
            "/usr/bin/python3", "-m", "notebook", "--no-browser", "--allow-root", "--ip=127.0.0.1", $"--notebook-dir={notebooks}"));
        try
        {
            server._place = JsonNode.Parse(await server.WaitForFileAsync(Path.Combine(runtime, $"nbserver-{server._process.Id}.json")));
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where a notebook of the folder is opened.</summary>
    public Uri AddressOf(string notebook) => new($"{_place!["url"]}notebooks/{notebook}?token={_place["token"]}");

    /// <summary>Ends it with its kernels.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<string> WaitForFileAsync(string path)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience.Limit; await Task.Delay(100, TestContext.Current.CancellationToken))
        {
            Assert.False(_process.HasExited, $"jupyter notebook has ended; Debian's jupyter-notebook is needed: {(_process.HasExited ? await _log : "")}");
            if (File.Exists(path) && await File.ReadAllTextAsync(path) is { Length: > 0 } text && text.TrimEnd().EndsWith('}'))
            {
                return text;
            }
        }

        throw new TimeoutException($"jupyter notebook did not serve within {Patience.Limit.TotalSeconds} s");
    }
}
