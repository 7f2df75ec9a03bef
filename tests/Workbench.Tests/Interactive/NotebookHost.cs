using NotebookEngine.Notebooks;
using Workbench.Tests.Kernel;
using Workbench.Tests.Page;

namespace Workbench.Tests.Interactive;

/// <summary>A kernel under Debian's Jupyter, beside a copy of the repository's folders in which a notebook may write.</summary>
internal sealed class NotebookHost : IDisposable
{
    /// <summary>The collection of tests that wait for hosts and browsers: see <see cref="AloneOnTheMachine"/>.</summary>
    public const string OneAtATime = "hosts of notebooks";

    private static readonly string Tools = Repository.PathTo("artifacts", "tools");

    private readonly JupyterFolder _jupyter = new();

    private NotebookHost()
    {
        Directory.CreateDirectory(PathTo("kernels"));
        Directory.CreateDirectory(PathTo("notebooks"));
        foreach (var folder in new[] { "artifacts", "data" })
        {
            Directory.CreateSymbolicLink(PathTo(folder), Repository.PathTo(folder));
        }
    }

    /// <summary>Our kernel.</summary>
    public static async Task<NotebookHost> OursAsync()
    {
        var host = new NotebookHost();
        await host._jupyter.InstallAsync();
        return host;
    }

    /// <summary>The discontinued .NET Interactive, from its tool in <c>artifacts/tools</c>.</summary>
    public static async Task<NotebookHost> DotNetInteractiveAsync()
    {
        var program = Path.Combine(Tools, "dotnet-interactive");
        Assert.True(File.Exists(program), $"{program} is not there: run .ci/tools");
        var host = new NotebookHost();
        host._jupyter.Variables["PATH"] = Tools + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        await host._jupyter.RunAsync(program, "jupyter", "install", "--path", host.PathTo("kernels"));
        return host;
    }

    /// <summary>Serves a notebook, under this name, in Jupyter's page.</summary>
    public async Task<JupyterServer> ServeAsync(string name, Notebook notebook)
    {
        notebook.Save(PathOf(name));
        return await JupyterServer.StartAsync(_jupyter, PathTo("notebooks"));
    }

    /// <summary>Where a notebook lies that is served under this name.</summary>
    public string PathOf(string name) => PathTo("notebooks", name);

    /// <summary>Executes a notebook by nbconvert.</summary>
    public async Task<Notebook> ExecuteAsync(Notebook notebook)
    {
        var path = PathTo("notebooks", "executed.ipynb");
        notebook.Save(path);
        await _jupyter.ExecuteAsync(path);
        return Notebook.Read(path);
    }

    /// <summary>
    /// Packs a built project of <c>lib/</c> into the one source of packages for what is executed from here on, added as
    /// <c>notebooks/README.md</c> says. Their home is a folder of its own: the host keeps packages and what became of them
    /// there. No <c>#i</c>: after one, the last release restores no package any more.
    /// </summary>
    public async Task AddPackageAsync(string project)
    {
        var packages = PathTo("packages");
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name; // bin/<configuration>/<framework>
        await _jupyter.RunAsync("dotnet", "pack", Repository.PathTo("lib", project), "--no-build", "--configuration", configuration, "--output", packages);
        _jupyter.Variables["HOME"] = _jupyter.Path;
        await _jupyter.RunAsync("dotnet", "nuget", "add", "source", packages, "--name", "sandglass");
        await _jupyter.RunAsync("dotnet", "nuget", "remove", "source", "nuget.org");
    }

    public void Dispose() => _jupyter.Dispose();

    private string PathTo(params string[] parts) => Path.Combine([_jupyter.Path, .. parts]);
}
