using System.Text.RegularExpressions;
using Sandglass.Training.Checkpoints;
using WholeFiles;

namespace Sandglass.Training;

/// <summary>All runs of a store's folder, finished and in progress, of this workbench and of earlier ones; and their end.</summary>
internal static partial class RunCatalogue
{
    // Earlier workbenches trained in folders that are never resumed, .HASH.GUID.partial, and removed them at the end.
    private static readonly TimeSpan SurelyLeft = TimeSpan.FromDays(1);

    /// <exception cref="WorkbenchException">There is no folder but a file.</exception>
    internal static IReadOnlyList<StoredRun> List(string runs)
    {
        if (File.Exists(runs))
        {
            throw new WorkbenchException($"{runs} is a file, not a folder of runs; name another folder");
        }

        var entries = !Directory.Exists(runs) ? [] : new DirectoryInfo(runs).EnumerateFileSystemInfos()
            .Select(entry => (Entry: entry, Match: Name().Match(entry.Name)))
            .Where(item => item.Match.Success);
        return
        [
            .. entries.GroupBy(item => item.Match.Groups["hash"].Value, item => item.Entry)
                .Select(run => Entry(run.Key, [.. run]))
                .Concat(OldRuns.Beside(runs))
                .OrderBy(run => run.Hash, StringComparer.Ordinal),
        ];
    }

    /// <summary>Deletes what a kill left of a run that was being removed.</summary>
    internal static void Sweep(string runs)
    {
        var left = !Directory.Exists(runs) ? [] : new DirectoryInfo(runs).EnumerateDirectories("*.removed").Where(folder => Removed().IsMatch(folder.Name)).ToArray();
        foreach (var folder in left)
        {
            try
            {
                folder.Delete(recursive: true);
            }
            catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
            {
                // Another process sweeps too, or the disk is read-only: it is in nobody's way.
            }
        }
    }

    /// <exception cref="WorkbenchException">There is no such run, a process is training it, or it lies elsewhere.</exception>
    internal static void Remove(string runs, string hash)
    {
        var (finished, begun) = (Path.Combine(runs, hash), RunWorkspace.Existing(runs, hash).ToArray());
        if (!Directory.Exists(finished) && begun.Length == 0)
        {
            throw new WorkbenchException(OldRuns.Beside(runs).FirstOrDefault(old => old.Hash == hash) is { OldFolder: { } folder }
                ? $"run {hash} was made by an earlier workbench, which kept it in {folder}; delete that folder if it is no longer needed"
                : $"there is no run {hash} in {runs}; 'workbench runs list' lists them");
        }

        if (begun.Select(path => (Path: path, Fault: RunWorkspace.FaultOf(path))).FirstOrDefault(work => work.Fault is not null) is { Path: { } odd } strange)
        {
            throw new WorkbenchException($"{odd} {strange.Fault}, so run {hash} is left alone; remove that entry by hand");
        }

        if (begun.FirstOrDefault(path => !RunWorkspace.TryDelete(path)) is { } held)
        {
            throw new WorkbenchException($"run {hash} is being trained by {held}; stop that first");
        }

        if (Directory.Exists(finished))
        {
            // Under a name that is not a run's, so that half of a run is never found. Of a link the link alone goes.
            var passing = Path.Combine(runs, $".{hash}.{Guid.NewGuid():n}.removed");
            Directory.Move(finished, passing);
            Directory.Delete(passing, recursive: true);
        }

        foreach (var left in Directory.EnumerateDirectories(runs, $".{hash}.*.partial"))
        {
            if (!FileKinds.IsLink(left) && DateTime.UtcNow - Directory.GetLastWriteTimeUtc(left) > SurelyLeft)
            {
                Directory.Delete(left, recursive: true);
            }
        }
    }

    private static StoredRun Entry(string hash, FileSystemInfo[] entries)
    {
        var works = entries.Where(entry => entry.Name != hash)
            .Select(entry => (Path: entry.FullName, Fault: RunWorkspace.IsName(hash, entry.Name) ? RunWorkspace.FaultOf(entry.FullName) : "does not have the name of a run's folder"))
            .ToArray();
        var odd = works.Where(work => work.Fault is not null).Select(work => $"{work.Path} {work.Fault}; it is left alone").FirstOrDefault();
        var begun = works.Where(work => work.Fault is null)
            .Select(work => (Begun: BegunRun.Read(work.Path), Step: StepIn(work.Path), AtWork: RunWorkspace.IsHeld(work.Path)))
            .ToArray();
        var atWork = begun.Any(work => work.AtWork);
        if (entries.FirstOrDefault(entry => entry.Name == hash) is { } finished)
        {
            return finished is not DirectoryInfo
                ? new StoredRun(hash, null, null, 1, atWork, $"{finished.FullName} is a file, not a folder of a run")
                : OldRuns.Find(finished.FullName) ?? Finished(finished.FullName, atWork, odd);
        }

        var share = begun.Select(work => work.Begun is { Steps: > 0 } run ? Math.Min(1, (double)work.Step / run.Steps) : 0).Append(0).Max();
        return new StoredRun(hash, begun.Select(work => work.Begun?.About).FirstOrDefault(about => about is not null), null, share, atWork, odd);
    }

    private static StoredRun Finished(string folder, bool atWork, string? odd)
    {
        var hash = Path.GetFileName(folder);
        try
        {
            var run = RunFolder.Read(folder);
            return new StoredRun(hash, RunHeading.Of(run.Summary), run, 1, atWork, odd) { Numbers = run.Summary.Numbers() };
        }
        catch (WorkbenchException damaged)
        {
            return new StoredRun(hash, null, null, 1, atWork, damaged.Message);
        }
    }

    private static int StepIn(string workspace) => new CheckpointFolder(workspace).Entries() is [var newest, ..] ? newest.Step : 0;

    [GeneratedRegex("^(?<hash>[0-9a-f]{16})$|^\\.(?<hash>[0-9a-f]{16})(\\.[0-9]{1,9})?\\.partial$")]
    private static partial Regex Name();

    [GeneratedRegex("^\\.[0-9a-f]{16}\\.[0-9a-f]{32}\\.removed$")]
    private static partial Regex Removed();
}
