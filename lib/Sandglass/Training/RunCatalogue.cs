using System.Text.RegularExpressions;
using Sandglass.Training.Checkpoints;

namespace Sandglass.Training;

/// <summary>All runs of a store's folder, finished and in progress, of this workbench and of earlier ones; and their end.</summary>
internal static partial class RunCatalogue
{
    // Earlier workbenches trained in folders that nobody goes on from, .HASH.GUID.partial, and removed them at the end.
    private static readonly TimeSpan SurelyLeft = TimeSpan.FromDays(1);

    internal static IReadOnlyList<StoredRun> List(string runs)
    {
        var hashes = !Directory.Exists(runs) ? [] : Directory.EnumerateDirectories(runs)
            .Select(path => Name().Match(Path.GetFileName(path)))
            .Where(match => match.Success)
            .Select(match => match.Groups["hash"].Value);
        return [.. hashes.Distinct().Select(hash => Entry(runs, hash)).Concat(OldRuns.Beside(runs)).OrderBy(run => run.Hash, StringComparer.Ordinal)];
    }

    /// <exception cref="WorkbenchException">There is no such run, a process is training it, or it lies elsewhere.</exception>
    internal static void Remove(string runs, string hash)
    {
        var (finished, begun) = (Path.Combine(runs, hash), RunWorkspace.Existing(runs, hash).ToArray());
        if (!Directory.Exists(finished) && begun.Length == 0)
        {
            throw new WorkbenchException(OldRuns.Beside(runs).FirstOrDefault(old => old.Hash == hash) is { OldFolder: { } folder }
                ? $"run {hash} is of an earlier workbench, which kept it in {folder}; delete that folder if it is no longer needed"
                : $"there is no run {hash} in {runs}; 'workbench runs list' names those that are there");
        }

        if (begun.FirstOrDefault(path => !RunWorkspace.TryDelete(path)) is { } held)
        {
            throw new WorkbenchException($"run {hash} is at work in {held}; stop it first");
        }

        if (Directory.Exists(finished))
        {
            // Under a name that is no run's, so that half of a run is never found.
            var passing = Path.Combine(runs, $".{hash}.{Guid.NewGuid():n}.partial");
            Directory.Move(finished, passing);
            Directory.Delete(passing, recursive: true);
        }

        foreach (var left in Directory.EnumerateDirectories(runs, $".{hash}.*.partial"))
        {
            if (DateTime.UtcNow - Directory.GetLastWriteTimeUtc(left) > SurelyLeft)
            {
                Directory.Delete(left, recursive: true);
            }
        }
    }

    private static StoredRun Entry(string runs, string hash)
    {
        var begun = RunWorkspace.Existing(runs, hash)
            .Select(path => (Begun: BegunRun.Read(path), Step: StepIn(path), AtWork: RunWorkspace.IsHeld(path)))
            .ToArray();
        var atWork = begun.Any(work => work.AtWork);
        var folder = Path.Combine(runs, hash);
        if (Directory.Exists(folder))
        {
            return OldRuns.Find(folder) ?? Finished(folder) with { AtWork = atWork };
        }

        var share = begun.Max(work => work.Begun is { Steps: > 0 } run ? (double)work.Step / run.Steps : 0);
        return new StoredRun(hash, begun.Select(work => work.Begun?.About).FirstOrDefault(about => about is not null), null, share, atWork, null);
    }

    private static StoredRun Finished(string folder)
    {
        var hash = Path.GetFileName(folder);
        try
        {
            var run = RunFolder.Read(folder);
            return new StoredRun(hash, RunHeading.Of(run.Summary), run, 1, false, null) { Numbers = run.Summary.Numbers() };
        }
        catch (WorkbenchException damaged)
        {
            return new StoredRun(hash, null, null, 1, false, damaged.Message);
        }
    }

    private static int StepIn(string workspace) => new CheckpointFolder(workspace).Entries() is [var newest, ..] ? newest.Step : 0;

    [GeneratedRegex("^(?<hash>[0-9a-f]{16})$|^\\.(?<hash>[0-9a-f]{16})(\\.[0-9]{1,2})?\\.partial$")]
    private static partial Regex Name();
}
