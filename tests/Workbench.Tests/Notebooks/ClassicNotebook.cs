using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Workbench.Tests.Notebooks;

/// <summary>Debian's Jupyter Notebook over a copy of the repository's notebooks, with a home of its own: it trusts none.</summary>
internal sealed class ClassicNotebook : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private readonly Process _server;

    private ClassicNotebook()
    {
        foreach (var path in Shipped.Paths)
        {
            File.Copy(path, Path.Combine(_folder.FullName, Path.GetFileName(path)));
        }

        var port = FreePort();
        Address = $"http://127.0.0.1:{port}";
        var start = new ProcessStartInfo(
            Python,
            ["-m", "notebook", "--no-browser", "--allow-root", "--ip=127.0.0.1", $"--port={port}", "--NotebookApp.token=", $"--notebook-dir={_folder.FullName}"])
        {
            RedirectStandardError = true,
        };
        foreach (var variable in new[] { "HOME", "JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR" })
        {
            start.Environment[variable] = Path.Combine(_folder.FullName, "home");
        }

        _server = Process.Start(start)!;
        _server.BeginErrorReadLine(); // it would wait for a reader
    }

    /// <summary>Where its pages are.</summary>
    public string Address { get; }

    /// <summary>Starts it and waits until it answers.</summary>
    public static async Task<ClassicNotebook> StartAsync()
    {
        Assert.SkipUnless(File.Exists(Python), $"no {Python}: install Debian's jupyter-notebook");
        var notebook = new ClassicNotebook();
        using var client = new HttpClient();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                (await client.GetAsync($"{notebook.Address}/api", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
                return notebook;
            }
            catch (HttpRequestException) when (attempt < 150 && !notebook._server.HasExited)
            {
                await Task.Delay(200, TestContext.Current.CancellationToken);
            }
            catch
            {
                notebook.Dispose();
                throw;
            }
        }
    }

    public void Dispose()
    {
        _server.Kill(entireProcessTree: true);
        _server.WaitForExit();
        _server.Dispose();
        _folder.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
