using System.Diagnostics;

namespace WholeFiles.Tests;

/// <summary>Pipes among the files, as Unix has them.</summary>
internal static class Pipes
{
    /// <summary>Makes one.</summary>
    public static string Make(string path)
    {
        using var make = Process.Start("mkfifo", [path]);
        make.WaitForExit();
        return make.ExitCode == 0 ? path : throw new InvalidOperationException("mkfifo failed");
    }
}
