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

    public void Dispose()
    {
        using var unmount = Process.Start("umount", [Path]);
        unmount.WaitForExit();
    }
}
