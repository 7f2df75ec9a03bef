using Sandglass.Training.Checkpoints;
using WholeFiles;

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
    private const int LinuxWouldBlock = 11;
    private const int BsdWouldBlock = 35;
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int LockViolation = unchecked((int)0x80070021);
    private static readonly TimeSpan Blink = TimeSpan.FromMilliseconds(100);

    private readonly FileStream _lock;

    private RunWorkspace(string directory, FileStream held) =>
        (Directory, _lock, Checkpoints) = (directory, held, new CheckpointFolder(directory));

    internal string Directory { get; }

    internal CheckpointFolder Checkpoints { get; }

    /// <summary>Whether another process holds the first folder of the run.</summary>
    internal bool IsSecond { get; private init; }

    /// <summary>The folder of a run that this process may use; made if need be. One that is none of ours is passed by.</summary>
    /// <param name="runs">The folder of all runs.</param>
    /// <param name="hash">The run.</param>
    /// <param name="note">Receives which folders are skipped, and why.</param>
    /// <exception cref="IOException">No folder can be made.</exception>
    internal static RunWorkspace Open(string runs, string hash, Action<string> note)
    {
        var held = 0;
        for (var number = 1; number <= Most; number++)
        {
            var directory = PathOf(runs, hash, number);
            if (FaultOf(directory) is { } fault)
            {
                note($"{directory} {fault}; it is left alone, and another folder is used");
            }
            else if ((TryHold(directory) ?? TryHoldAgain(directory)) is { } mine)
            {
                return new RunWorkspace(directory, mine) { IsSecond = held > 0 };
            }
            else
            {
                held++;
            }
        }

        throw new IOException($"{held} processes are training it");
    }

    /// <summary>The folders of a run in progress, whoever holds them; among them what only has their name.</summary>
    internal static IEnumerable<string> Existing(string runs, string hash) =>
        Enumerable.Range(1, Most).Select(number => PathOf(runs, hash, number)).Where(path => Path.Exists(path) || FileKinds.IsLink(path));

    /// <summary>Whether this is what a folder of the run in progress is called.</summary>
    internal static bool IsName(string hash, string name) => Enumerable.Range(1, Most).Any(number => name == NameOf(hash, number));

    /// <summary>
    /// What is wrong with a folder that has the name of a workspace, such as a link, through which other files would be
    /// written or deleted; null where nothing is, or where there is no folder yet.
    /// </summary>
    internal static string? FaultOf(string directory)
    {
        if (FileKinds.IsLink(directory))
        {
            return $"is a link to {new FileInfo(directory).LinkTarget}, not a folder of a run";
        }

        if (!System.IO.Directory.Exists(directory))
        {
            return File.Exists(directory) ? "is a file, not a folder of a run" : null;
        }

        var strange = new DirectoryInfo(directory).EnumerateFileSystemInfos().FirstOrDefault(entry =>
            entry.LinkTarget is not null
            || (entry is DirectoryInfo) != (entry.Name == Result)
            || (entry is FileInfo && FileKinds.Of(entry.FullName) == FileKind.Special));
        return strange is null ? null : $"holds {strange.Name}, which is {(strange.LinkTarget is not null ? "a link" : "not a file of a run")}";
    }

    /// <summary>Whether a process is at work in a folder that is one of ours; changes nothing, so that it can be asked on a disk that is read-only.</summary>
    internal static bool IsHeld(string directory)
    {
        bool IsLocked()
        {
            try
            {
                using var trial = new FileStream(Path.Combine(directory, Lock), FileMode.Open, FileAccess.Read, FileShare.None);
                return false;
            }
            catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
            {
                return IsInUse(wrong);
            }
        }

        if (!IsLocked())
        {
            return false;
        }

        Thread.Sleep(Blink);
        return IsLocked();
    }

    /// <summary>Deletes a folder that nobody holds, and that is one of ours.</summary>
    /// <returns>Whether it is gone.</returns>
    internal static bool TryDelete(string directory)
    {
        if (FaultOf(directory) is not null || TryHold(directory) is not { } held)
        {
            return false;
        }

        using var workspace = new RunWorkspace(directory, held);
        workspace.Delete();
        return true;
    }

    /// <summary>
    /// Deletes the folders of a finished run that nobody holds and nobody needs: what a kill between the run's publishing
    /// and its end left. One that was to add tables which the run does not have stays.
    /// </summary>
    internal static void Sweep(string runs, Run finished)
    {
        foreach (var path in Existing(runs, finished.Summary.Hash).ToArray())
        {
            if (BegunRun.Read(path) is not { } begun || begun.Tables.All(finished.Has))
            {
                TryDelete(path);
            }
        }
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

    private static string PathOf(string runs, string hash, int number) => Path.Combine(runs, NameOf(hash, number));

    private static string NameOf(string hash, int number) =>
        number == 1 ? $".{hash}.partial" : FormattableString.Invariant($".{hash}.{number}.partial");

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
        catch (IOException wrong) when (wrong is DirectoryNotFoundException || IsInUse(wrong))
        {
            return null;
        }
    }

    // A read-only disk fails here too, and nobody is at work there.
    private static bool IsInUse(Exception wrong) => OperatingSystem.IsWindows()
        ? wrong.HResult is SharingViolation or LockViolation
        : wrong.HResult == (OperatingSystem.IsLinux() ? LinuxWouldBlock : BsdWouldBlock);
}
