using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Sandglass.Training.Checkpoints;

/// <summary>Puts through to the disk what was written, so that it outlives the machine's fall and not only the program's.</summary>
internal static partial class Durable
{
    private const int ReadOnly = 0; // O_RDONLY

    /// <summary>Every file of a folder, and the folder.</summary>
    internal static void FlushAll(string directory)
    {
        foreach (var path in Directory.EnumerateFiles(directory))
        {
            using var file = File.OpenHandle(path, access: FileAccess.Write);
            RandomAccess.FlushToDisk(file);
        }

        FlushFolder(directory);
    }

    /// <summary>The names in a folder: a renamed file may otherwise be under its old name after a fall.</summary>
    internal static void FlushFolder(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // NTFS writes names to its journal, and has no such call.
        }

        var folder = open(directory, ReadOnly);
        if (folder < 0 || fsync(folder) < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            _ = folder < 0 ? 0 : close(folder);
            throw new IOException($"{directory}: {new Win32Exception(error).Message}");
        }

        _ = close(folder);
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(int file);

    [LibraryImport("libc")]
    private static partial int close(int file);
}
