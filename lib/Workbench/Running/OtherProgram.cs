using System.ComponentModel;
using System.Diagnostics;

namespace Workbench.Running;

/// <summary>Another program, run to its end.</summary>
/// <param name="ExitCode">0 where all went well.</param>
/// <param name="Output">What it wrote.</param>
/// <param name="Error">What it wrote to its error stream.</param>
internal sealed record OtherProgram(int ExitCode, string Output, string Error)
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The absolute path of a program that the shell would find; null if there is none.</summary>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.GetFullPath(Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name)))
        .FirstOrDefault(path => File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != 0));

    /// <summary>Runs a program of the system to its end.</summary>
    /// <param name="name">Its name, or its absolute path. A name is looked for on the path only: .NET would take one in the current folder first.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Where it runs; null: here.</param>
    /// <param name="patience">How long it may take; null: as long as it likes.</param>
    /// <returns>Null if it is not there, is no program, or took too long.</returns>
    public static OtherProgram? Run(string name, IEnumerable<string> arguments, string? folder = null, TimeSpan? patience = null)
    {
        if (Find(name) is not { } path)
        {
            return null;
        }

        try
        {
            using var process = Process.Start(new ProcessStartInfo(path, arguments) { WorkingDirectory = folder ?? "", RedirectStandardOutput = true, RedirectStandardError = true })!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            if (!process.WaitForExit(patience ?? Timeout.InfiniteTimeSpan))
            {
                process.Kill(entireProcessTree: true);
                return null;
            }

            return new OtherProgram(process.ExitCode, output.Result, error.Result);
        }
        catch (Win32Exception)
        {
            return null; // not a program
        }
    }
}
