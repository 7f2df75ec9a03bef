using System.Diagnostics;
using System.Globalization;

namespace Workbench.Tests.Running;

/// <summary>The built program as a process of its own, its input open until disposed.</summary>
internal sealed class WorkbenchProgram : IDisposable
{
    private readonly Process _process;

    private WorkbenchProgram(Process process) => _process = process;

    // A shell's background jobs, and so tests run by one, ignore Ctrl-C, as under nohup a closed terminal; what they start
    // would inherit that.
    private static string[] Program =>
        [.. OperatingSystem.IsLinux() ? (string[])["env", "--default-signal=INT,HUP", "dotnet"] : ["dotnet"], Path.Combine(AppContext.BaseDirectory, "workbench.dll")];

    public static WorkbenchProgram Start(params string[] arguments) => StartAs([.. Program, .. arguments]);

    /// <summary>Starts the program with its output led elsewhere, as a shell does it: <c>&gt;/dev/full</c>, <c>| head -1</c>.</summary>
    public static WorkbenchProgram StartLed(string elsewhere, params string[] arguments) =>
        StartAs(["sh", "-c", $"\"$@\" {elsewhere}", "sh", .. Program, .. arguments]);

    /// <summary>Runs the program in a folder that is removed under it, as a shell allows it.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunInRemovedFolderAsync(params string[] arguments)
    {
        using var program = StartAs(["sh", "-c", "cd \"$(mktemp -d)\" && rmdir \"$PWD\" && exec \"$@\"", "sh", .. Program, .. arguments]);
        return await program.EndAsync();
    }

    /// <summary>Starts the program with another folder for temporary files.</summary>
    public static WorkbenchProgram StartWithTemporary(string folder, params string[] arguments) => StartWith(("TMPDIR", folder), arguments);

    /// <summary>Runs the program in a folder to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunInAsync(string folder, params string[] arguments)
    {
        using var program = StartAs([.. Program, .. arguments], folder);
        return await program.EndAsync();
    }

    /// <summary>Starts the program with a variable of the environment.</summary>
    public static WorkbenchProgram StartWith((string Name, string Value) variable, params string[] arguments) =>
        StartAs([.. Program, .. arguments], folder: "", variable);

    private static WorkbenchProgram StartAs(string[] words, string folder = "", params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(words[0], words.Skip(1))
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return new WorkbenchProgram(Process.Start(start)!);
    }

    /// <summary>Runs the program to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var program = Start(arguments);
        return await program.EndAsync();
    }

    /// <summary>What Ctrl-C sends.</summary>
    public Task InterruptAsync() => SignalAsync("INT");

    /// <summary>Sends a signal, such as <c>HUP</c>, what a terminal that closes sends.</summary>
    public async Task SignalAsync(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send");
        var id = _process.Id.ToString(CultureInfo.InvariantCulture);
        using var kill = Process.Start("kill", [$"-{signal}", id]);
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
