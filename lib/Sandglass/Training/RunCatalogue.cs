using System.Text.RegularExpressions;
using Sandglass.Runtime;

namespace Sandglass.Training;

/// <summary>All runs of a store's folder, finished and in progress, of this workbench and of earlier ones; and their end.</summary>
internal static partial class RunCatalogue
{
    /// <exception cref="WorkbenchException">There is no folder but a file.</exception>
    internal static IReadOnlyList<StoredRun> List(string runs)
    {
        if (File.Exists(runs))
        {
            throw new WorkbenchException($"{runs} is a file, not a folder of runs; name another folder");
        }

        var entries = !Directory.Exists(runs) ? [] : new DirectoryInfo(runs).EnumerateFileSystemInfos()
            .Select(entry => (Entry: entry, Hash: IsHash(entry.Name) ? entry.Name : RunWorkspace.RunOf(entry.Name)))
            .Where(item => item.Hash is not null);
        var digests = new RunDigests(runs);
        var stored = InParallel.Select([.. entries.GroupBy(item => item.Hash!, item => item.Entry)], run => Entry(run.Key, [.. run], digests));
        digests.Keep();
        return [.. stored.Concat(OldRuns.Beside(runs)).OrderBy(run => run.Hash, StringComparer.Ordinal)];
    }

    /// <summary>Whether this names a run.</summary>
    internal static bool IsHash(string name) => Hash().IsMatch(name);

    /// <summary>Deletes what a kill left of a run that was being removed, and of attempts at runs that are finished.</summary>
    internal static void Sweep(string runs)
    {
        if (!Directory.Exists(runs))
        {
            return;
        }

        foreach (var hash in new DirectoryInfo(runs).EnumerateDirectories(".*.partial").Select(folder => RunWorkspace.RunOf(folder.Name)).Distinct().ToArray())
        {
            if (hash is not null && Path.Combine(runs, hash) is var finished && Directory.Exists(finished))
            {
                RunWorkspace.Sweep(finished);
            }
        }

        foreach (var folder in new DirectoryInfo(runs).EnumerateDirectories("*.removed").Where(folder => Removed().IsMatch(folder.Name)).ToArray())
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

        if (begun.FirstOrDefault(RunWorkspace.IsHeld) is { } held)
        {
            throw new WorkbenchException($"run {hash} is being trained in {held}; stop that first");
        }

        if (begun.FirstOrDefault(path => !RunWorkspace.TryDelete(path)) is { } kept)
        {
            throw new WorkbenchException($"{kept} cannot be removed; see who may write there");
        }

        if (Directory.Exists(finished))
        {
            // Under a name that is not a run's, so that half of a run is never found. Of a link the link alone goes.
            var passing = Path.Combine(runs, $".{hash}.{Guid.NewGuid():n}.removed");
            Directory.Move(finished, passing);
            Directory.Delete(passing, recursive: true);
        }
    }

    private static StoredRun Entry(string hash, FileSystemInfo[] entries, RunDigests digests)
    {
        var works = entries.Where(entry => entry.Name != hash)
            .Select(entry => (Path: entry.FullName, Fault: RunWorkspace.FaultOf(entry.FullName)))
            .ToArray();
        var odd = works.Where(work => work.Fault is not null).Select(work => $"{work.Path} {work.Fault}; it is left alone").FirstOrDefault();
        var begun = works.Where(work => work.Fault is null)
            .Select(work => (Begun: BegunRun.Read(work.Path), Step: RunWorkspace.StepIn(work.Path), AtWork: RunWorkspace.IsHeld(work.Path)))
            .ToArray();
        var atWork = begun.Any(work => work.AtWork);
        if (entries.FirstOrDefault(entry => entry.Name == hash) is { } finished)
        {
            return finished is not DirectoryInfo
                ? new StoredRun(hash, null, null, 1, atWork, $"{finished.FullName} is a file, not a folder of a run")
                : Finished(finished.FullName, digests, atWork, odd);
        }

        var share = begun.Select(work => work.Begun is { Steps: > 0 } run ? Math.Min(1, (double)work.Step / run.Steps) : 0).Append(0).Max();
        return new StoredRun(hash, begun.Select(work => work.Begun?.About).FirstOrDefault(about => about is not null), null, share, atWork, odd);
    }

    private static StoredRun Finished(string folder, RunDigests digests, bool atWork, string? odd)
    {
        var hash = Path.GetFileName(folder);
        try
        {
            var run = digests.Read(folder);
            return new StoredRun(hash, run.Facts.About, run, 1, atWork, odd) { Numbers = run.Numbers() };
        }
        catch (WorkbenchException damaged)
        {
            return OldRuns.Find(folder) ?? new StoredRun(hash, null, null, 1, atWork, damaged.Message);
        }
    }

    [GeneratedRegex("^[0-9a-f]{16}$")]
    private static partial Regex Hash();

    [GeneratedRegex("^\\.[0-9a-f]{16}\\.[0-9a-f]{32}\\.removed$")]
    private static partial Regex Removed();
}
