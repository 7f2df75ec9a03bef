using System.Diagnostics;
using Sandglass;

namespace Benchmarks;

/// <summary>Runs a program to its end in a fresh process: no measurement inherits another's memory or compiled code.</summary>
internal static class Child
{
    /// <summary>This program again, with other arguments.</summary>
    internal static string Self(params string[] arguments) => Run(Environment.ProcessPath!, arguments, []);

    /// <summary>Whether an interpreter of Python is there and runs a line, such as an import of what a peer needs.</summary>
    internal static bool Runs(string python, string line)
    {
        try
        {
            Run(python, ["-c", line], []);
            return true;
        }
        catch (WorkbenchException)
        {
            return false;
        }
    }

    /// <summary>What a program printed.</summary>
    /// <exception cref="WorkbenchException">It did not start, or failed.</exception>
    internal static string Run(string program, string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0
                ? output
                : throw new WorkbenchException($"{program} {string.Join(' ', arguments)} failed: {errors.Result.Trim()}");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new WorkbenchException($"{program} does not start: {e.Message}");
        }
    }
}
