using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Workbench.Running;

namespace Workbench.Exercises;

/// <summary>How a process is kept apart, by programs of Linux that start it: no network, and a group that can be ended as one.</summary>
/// <param name="Words">The programs with their arguments, to stand before the process's own.</param>
/// <param name="IsOffline">Whether it has no network.</param>
/// <param name="IsGroup">Whether it leads a group to which all belong that it starts.</param>
internal sealed partial record Isolation(IReadOnlyList<string> Words, bool IsOffline, bool IsGroup)
{
    private const int Kill = 9;

    /// <summary>None.</summary>
    public static Isolation None { get; } = new([], false, false);

    /// <summary>The strongest that works on this machine, as root or as any user.</summary>
    public static Isolation Find() => !OperatingSystem.IsLinux() || OtherProgram.Find("setsid") is not { } session ? None : ((Isolation[])
    [
        new([session, "unshare", "--net", "--"], true, true),
        new([session, "unshare", "--user", "--map-current-user", "--net", "--"], true, true),
        new([session], false, true),
    ]).FirstOrDefault(isolation => isolation.Works()) ?? None;

    /// <summary>Ends the process and all that it started, whether or not it has ended itself.</summary>
    public void End(Process process)
    {
        try
        {
            if (IsGroup)
            {
                _ = Signal(-process.Id, Kill);
            }

            process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself.
        }
    }

    private bool Works() => OtherProgram.Run(Words[0], [.. Words.Skip(1), "true"]) is { ExitCode: 0 };

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
