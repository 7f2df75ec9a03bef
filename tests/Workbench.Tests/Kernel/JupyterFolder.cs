using System.Diagnostics;
using Xunit.Sdk;

namespace Workbench.Tests.Kernel;

/// <summary>A folder of its own for Debian's Jupyter, with the kernels that were installed into it.</summary>
internal sealed class JupyterFolder : IDisposable
{
    private const string Python = "/usr/bin/python3";

    public string Path { get; } = Directory.CreateTempSubdirectory().FullName;

    /// <summary>What else stands in the environment of all that is run.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>Installs our kernel.</summary>
    public Task<string> InstallAsync() => RunAsync(System.IO.Path.Combine(AppContext.BaseDirectory, "workbench"), "kernel", "install");

    /// <summary>What a program of Python prints.</summary>
    public Task<string> PythonAsync(params string[] arguments) => RunAsync(Python, arguments);

    /// <summary>Executes a notebook by nbconvert, in its place or into another folder.</summary>
    public async Task ExecuteAsync(string notebook, string? folder = null)
    {
        string[] arguments = ["-m", "nbconvert", "--to", "notebook", "--execute", .. folder is null ? new[] { "--inplace" } : ["--output-dir", folder], notebook];
        try
        {
            await PythonAsync(arguments);
        }
        catch (TrueException taken) when (taken.Message.Contains("Kernel died before replying to kernel_info", StringComparison.Ordinal))
        {
            // Jupyter finds free ports and lets go of them before the kernel takes them: another test may have been faster.
            await PythonAsync(arguments);
        }
    }

    /// <summary>What a program prints; it must succeed.</summary>
    public async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        var cancellation = TestContext.Current.CancellationToken;
        var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        await process.WaitForExitAsync(cancellation);
        Assert.True(process.ExitCode == 0, string.Concat(texts));
        return string.Concat(texts);
    }

    /// <summary>A program that goes on; who starts it reads what it prints, and ends it.</summary>
    public Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["JUPYTER_DATA_DIR"] = Path;
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
