using System.Text.RegularExpressions;
using Sandglass.Training.Checkpoints;
using WholeFiles;

namespace Sandglass.Training;

/// <summary>
/// The hidden folder of one attempt at a run, <c>.HASH.TOKEN.partial</c>. Its name is drawn for it, so no other attempt ever writes
/// there, on this machine or another. A new attempt takes over the newest checkpoints of an ended one by renaming them into its own
/// folder: a checkpoint is whole or absent, and of two that reach for it one gets it.
/// </summary>
/// <remarks>
/// A lock tells whether an attempt is at work. It only saves work. Where a shared folder grants every lock to everybody (NFS
/// without them), a new attempt takes the checkpoints of one at work for those of an ended one: that one goes on from its memory
/// and writes further ones. The finished run gets its name by the rename of a complete folder, which the first attempt wins;
/// from then on nobody needs the others, and their folders are removed. No step compares clocks.
/// </remarks>
internal sealed partial class RunWorkspace : IDisposable
{
    private const string Lock = "lock";
    private const string Left = "left";
    private const string Result = "finished";
    private const int Tries = 5;
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

    /// <summary>Whether another attempt was at work when this one began.</summary>
    internal bool IsSecond { get; private set; }

    /// <summary>Begins an attempt, with the checkpoints of an ended one. A folder that is none of ours is passed by.</summary>
    /// <param name="runs">The folder of all runs.</param>
    /// <param name="hash">The run.</param>
    /// <param name="note">Receives which folders are skipped, and why.</param>
    /// <exception cref="IOException">No folder can be made.</exception>
    internal static RunWorkspace Open(string runs, string hash, Action<string> note)
    {
        var directory = System.IO.Directory.CreateDirectory(Path.Combine(runs, $".{hash}.{Guid.NewGuid():n}.partial")).FullName;
        var workspace = new RunWorkspace(directory, Hold(directory));
        var ended = new List<string>();
        foreach (var other in Existing(runs, hash).Where(other => other != directory).ToArray())
        {
            if (FaultOf(other) is { } fault)
            {
                note($"{other} {fault}; it is left alone, and another folder is used");
            }
            else if (IsHeld(other))
            {
                workspace.IsSecond = true;
            }
            else
            {
                ended.Add(other);
            }
        }

        if (ended.Count > 0)
        {
            workspace.TakeOver(ended.MaxBy(StepIn)!);
        }

        return workspace;
    }

    /// <summary>The folders of attempts at a run, at work or ended; among them what only has their name.</summary>
    internal static IEnumerable<string> Existing(string runs, string hash) => !System.IO.Directory.Exists(runs)
        ? []
        : System.IO.Directory.EnumerateFileSystemEntries(runs, $".{hash}*.partial").Where(path => RunOf(Path.GetFileName(path)) == hash);

    /// <summary>The run whose attempts have folders of this name; null for another name.</summary>
    internal static string? RunOf(string name) => Name().Match(name) is { Success: true } match ? match.Groups["hash"].Value : null;

    /// <summary>
    /// What is wrong with a folder that has the name of a workspace, such as a link, through which other files would be
    /// written or deleted; null where nothing is, or where there is no folder.
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

        FileSystemInfo? strange;
        try
        {
            strange = new DirectoryInfo(directory).EnumerateFileSystemInfos().FirstOrDefault(entry =>
                entry.LinkTarget is not null
                || (entry is DirectoryInfo) != (entry.Name == Result)
                || (entry is FileInfo && FileKinds.Of(entry.FullName) == FileKind.Special));
        }
        catch (DirectoryNotFoundException)
        {
            return null; // it has just ended
        }

        return strange is null ? null : $"holds {strange.Name}, which is {(strange.LinkTarget is not null ? "a link" : "not a file of a run")}";
    }

    /// <summary>Whether an attempt is at work in its folder, as far as locks tell; changes nothing, so that it can be asked on a disk that is read-only.</summary>
    internal static bool IsHeld(string directory)
    {
        try
        {
            // A shared lock, so that two who ask do not take each other for the holder.
            using var trial = new FileStream(Path.Combine(directory, Lock), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return false;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            return IsInUse(wrong);
        }
    }

    /// <summary>Steps that a restart would not lose.</summary>
    internal static int StepIn(string directory) => new CheckpointFolder(directory).Entries() is [var newest, ..] ? newest.Step : 0;

    /// <summary>Deletes a folder in which nobody is at work, and that is one of ours.</summary>
    /// <returns>Whether it is gone.</returns>
    internal static bool TryDelete(string directory)
    {
        if (FaultOf(directory) is not null || IsHeld(directory))
        {
            return false;
        }

        try
        {
            System.IO.Directory.Delete(directory, recursive: true);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            // Another process deletes it too, or the disk is read-only.
        }

        return !System.IO.Directory.Exists(directory);
    }

    /// <summary>
    /// Deletes the folders of attempts at a finished run where nobody is at work: they are of no more use. One that was to add tables
    /// which the run does not have stays.
    /// </summary>
    /// <param name="finished">The folder of the finished run.</param>
    internal static void Sweep(string finished)
    {
        foreach (var path in Existing(Path.GetDirectoryName(finished)!, Path.GetFileName(finished)).ToArray())
        {
            if (BegunRun.Read(path) is not { } begun || begun.Tables.All(table => File.Exists(Path.Combine(finished, table))))
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
    internal string MakeResult() => System.IO.Directory.CreateDirectory(Path.Combine(Directory, Result)).FullName;

    /// <summary>Ends the attempt with nothing left of it.</summary>
    internal void Delete()
    {
        _lock.Dispose();
        TryDelete(Directory);
    }

    /// <summary>Ends the attempt: its checkpoints stay, and the folder says that its process left it. Without one nothing of it is kept.</summary>
    public void Dispose()
    {
        if (!_lock.CanWrite)
        {
            return;
        }

        if (StepIn(Directory) == 0)
        {
            Delete();
            return;
        }

        _lock.Dispose();
        try
        {
            File.Move(Path.Combine(Directory, Lock), Path.Combine(Directory, Left), overwrite: true);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            // The disk went read-only: the mark only saves work, and what ended the attempt is to be told instead.
        }
    }

    // What the process left in order is empty then and goes. One that was killed cannot be told for certain from one at work where
    // locks are granted to everybody, so its folder stays until the run is finished.
    private void TakeOver(string ended)
    {
        foreach (var checkpoint in new CheckpointFolder(ended).Entries())
        {
            try
            {
                File.Move(checkpoint.Path, Path.Combine(Directory, Path.GetFileName(checkpoint.Path)));
            }
            catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
            {
                // Another attempt has it, or it is another user's: without it the run begins further back.
            }
        }

        if (File.Exists(Path.Combine(ended, Left)))
        {
            TryDelete(ended);
        }
    }

    private static FileStream Hold(string directory)
    {
        for (var left = Tries; ; left--)
        {
            try
            {
                return new FileStream(Path.Combine(directory, Lock), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException wrong) when (left > 1 && IsInUse(wrong))
            {
                Thread.Sleep(Blink); // somebody asks whether it is held
            }
        }
    }

    // A read-only disk fails here too, and nobody is at work there.
    private static bool IsInUse(Exception wrong) => OperatingSystem.IsWindows()
        ? wrong.HResult is SharingViolation or LockViolation
        : wrong.HResult == (OperatingSystem.IsLinux() ? LinuxWouldBlock : BsdWouldBlock);

    // Earlier workbenches numbered the folders, and left the first without a number.
    [GeneratedRegex("^\\.(?<hash>[0-9a-f]{16})(\\.([0-9]{1,9}|[0-9a-f]{32}))?\\.partial$")]
    private static partial Regex Name();
}
