using System.Diagnostics;

namespace Workbench.Tests.Running;

/// <summary>A disk in memory, as small as wanted, until disposed.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    public static async Task<SmallDisk> MountAsync(string path, string options)
    {
        Directory.CreateDirectory(path);
        using var mount = Process.Start("mount", ["-t", "tmpfs", "-o", options, "tmpfs", path]);
        await mount.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipUnless(mount.ExitCode == 0, "this system does not let root mount a disk");
        return new SmallDisk(path);
    }

    /// <summary>From now on nobody can write to it.</summary>
    public void MakeReadOnly()
    {
        using var mount = Process.Start("mount", ["-o", "remount,ro", Path]);
        mount.WaitForExit();
        Assert.Equal(0, mount.ExitCode);
    }

    public void Dispose()
    {
        using var unmount = Process.Start("umount", [Path]);
        unmount.WaitForExit();
    }
}
