using Sandglass.Training.Checkpoints;

namespace Sandglass.Training;

/// <summary>
/// The hidden folder of a run in progress, <c>.HASH.partial</c>, held by one process at a time. Who finds it held works
/// in the next, <c>.HASH.2.partial</c>: a process that hangs holds nobody up, nothing is mixed, and the first that is
/// done wins.
/// </summary>
internal sealed class RunWorkspace : IDisposable
{
    private const int Most = 64;
    private const string Lock = "lock";
    private const string Result = "finished";
    private static readonly TimeSpan Blink = TimeSpan.FromMilliseconds(100);

    private readonly FileStream _lock;

    private RunWorkspace(string directory, FileStream held) =>
        (Directory, _lock, Checkpoints) = (directory, held, new CheckpointFolder(directory));

    internal string Directory { get; }

    internal CheckpointFolder Checkpoints { get; }

    /// <summary>Whether another process holds the first folder of the run.</summary>
    internal bool IsSecond { get; private init; }

    /// <summary>The folder of a run that this process may use; made if need be.</summary>
    /// <exception cref="IOException">No folder can be made.</exception>
    internal static RunWorkspace Open(string runs, string hash)
    {
        for (var number = 1; number <= Most; number++)
        {
            var directory = PathOf(runs, hash, number);

            // Whoever lists the runs holds the lock for a blink.
            if ((TryHold(directory) ?? TryHoldAgain(directory)) is { } held)
            {
                return new RunWorkspace(directory, held) { IsSecond = number > 1 };
            }
        }

        throw new IOException($"{Most} processes are at work on it");
    }

    /// <summary>The folders of a run in progress, whoever holds them.</summary>
    internal static IEnumerable<string> Existing(string runs, string hash) =>
        Enumerable.Range(1, Most).Select(number => PathOf(runs, hash, number)).Where(System.IO.Directory.Exists);

    /// <summary>Whether a process is at work in a folder.</summary>
    internal static bool IsHeld(string directory)
    {
        var path = Path.Combine(directory, Lock);
        if (!File.Exists(path))
        {
            return false;
        }

        using var held = TryHold(directory) ?? TryHoldAgain(directory);
        return held is null;
    }

    /// <summary>Deletes a folder that nobody holds.</summary>
    /// <returns>Whether it is gone.</returns>
    internal static bool TryDelete(string directory)
    {
        if (TryHold(directory) is not { } held)
        {
            return false;
        }

        using var workspace = new RunWorkspace(directory, held);
        workspace.Delete();
        return true;
    }

    /// <summary>Reserves room for a moment, and writes: a full disk and a read-only one are known before the training.</summary>
    /// <exception cref="IOException">There is no room.</exception>
    internal void RequireRoom(long bytes)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            PreallocationSize = bytes,
            Options = FileOptions.DeleteOnClose,
        };
        using var trial = new FileStream(Path.Combine(Directory, "trial"), options);
        trial.WriteByte(0);
        trial.Flush(flushToDisk: true);
    }

    /// <summary>An empty folder for the files of the finished run.</summary>
    internal string MakeResult()
    {
        var path = Path.Combine(Directory, Result);
        if (System.IO.Directory.Exists(path))
        {
            System.IO.Directory.Delete(path, recursive: true);
        }

        return System.IO.Directory.CreateDirectory(path).FullName;
    }

    /// <summary>Deletes everything; the lock last, so that nobody takes a folder that is half gone.</summary>
    internal void Delete()
    {
        foreach (var entry in new DirectoryInfo(Directory).EnumerateFileSystemInfos().Where(entry => entry.Name != Lock))
        {
            if (entry is DirectoryInfo folder)
            {
                folder.Delete(recursive: true);
            }
            else
            {
                entry.Delete();
            }
        }

        _lock.Dispose();
        try
        {
            File.Delete(Path.Combine(Directory, Lock));
            System.IO.Directory.Delete(Directory);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another process has taken the folder between the two.
        }
    }

    /// <summary>Gives the folder free; without a checkpoint nothing of it is kept.</summary>
    public void Dispose()
    {
        if (_lock.CanWrite && Checkpoints.Entries().Count == 0)
        {
            Delete();
        }

        _lock.Dispose();
    }

    private static string PathOf(string runs, string hash, int number) =>
        Path.Combine(runs, number == 1 ? $".{hash}.partial" : FormattableString.Invariant($".{hash}.{number}.partial"));

    private static FileStream? TryHoldAgain(string directory)
    {
        Thread.Sleep(Blink);
        return TryHold(directory);
    }

    private static FileStream? TryHold(string directory)
    {
        System.IO.Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, Lock);
        try
        {
            var held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            if (File.Exists(path))
            {
                return held;
            }

            // Its last holder deleted the folder between the two.
            held.Dispose();
            return null;
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }
}
