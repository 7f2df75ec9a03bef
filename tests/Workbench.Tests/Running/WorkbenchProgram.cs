using System.Diagnostics;
using System.Globalization;

namespace Workbench.Tests.Running;

/// <summary>The built program as a process of its own, its input open until disposed.</summary>
internal sealed class WorkbenchProgram : IDisposable
{
    private readonly Process _process;

    private WorkbenchProgram(Process process) => _process = process;

    // A shell's background jobs, and so tests run by one, ignore Ctrl-C; what they start would inherit that.
    private static string[] Host => OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];

    public static WorkbenchProgram Start(params string[] arguments) => new(Process.Start(
        new ProcessStartInfo(Host[0], [.. Host.Skip(1), Path.Combine(AppContext.BaseDirectory, "workbench.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);

    /// <summary>Runs the program to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var program = Start(arguments);
        return await program.EndAsync();
    }

    /// <summary>What Ctrl-C sends.</summary>
    public async Task InterruptAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send");
        var id = _process.Id.ToString(CultureInfo.InvariantCulture);
        using var kill = Process.Start("kill", ["-INT", id]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What no program can catch; it is gone when this returns.</summary>
    public void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    public void CloseInput() => _process.StandardInput.Close();

    public async Task<(int ExitCode, string Output, string Error)> EndAsync()
    {
        var stop = TestContext.Current.CancellationToken;
        var (output, error) = (_process.StandardOutput.ReadToEndAsync(stop), _process.StandardError.ReadToEndAsync(stop));
        await _process.WaitForExitAsync(stop);
        return (_process.ExitCode, await output, await error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
