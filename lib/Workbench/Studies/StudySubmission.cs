using Sandglass;
using Sandglass.Studies;
using Sandglass.Training;
using Workbench.Reports;
using Workbench.Running;
using Workbench.Slurm;

namespace Workbench.Studies;

/// <summary>Submits what is missing of a study of any task as a job array of Slurm, a run a task.</summary>
internal sealed class StudySubmission(RunStore store, SlurmOptions options, TextWriter output)
{
    // The least limit that clusters have is 1001 (MaxArraySize), counted from 0.
    private const int MostTasks = 1000;

    /// <summary>Submits the runs that are neither finished nor in the queue.</summary>
    /// <exception cref="WorkbenchException">There is no Slurm here, or it refuses the job; or the folder cannot be written.</exception>
    public int Submit(Study study)
    {
        WritableFolder.Require(Path.GetDirectoryName(store.Directory)!);
        var folder = SlurmFolder.Of(store, study.Name);
        var (grid, missing, queue) = Missing(study, folder, SlurmQueue.Tasks());
        output.WriteLine($"{grid.Count} runs, {grid.Count - missing.Count - queue} of them found in {store.Directory}, {queue} in the queue");
        foreach (var run in missing)
        {
            if (folder.FailureOf(run.Hash) is var (why, log))
            {
                output.WriteLine($"failed before, submitted again: {run}: {why}; log: {log}");
            }
        }

        foreach (var (script, file) in Write(study, folder, missing))
        {
            output.WriteLine($"submitted as job {SlurmQueue.Submit(file)}: {Wording.Counted(ArrayScript.RunsOf(script.Text).Count, "run")}, {file}");
        }

        output.WriteLine(missing.Count > 0 ? "'workbench study status' shows how far they are; call this command again after preemptions and failures" : "nothing is missing that is not in the queue");
        return 0;
    }

    /// <summary>Writes the scripts and prints them, and submits nothing. What is in a queue counts as missing.</summary>
    /// <exception cref="WorkbenchException">The folder cannot be written.</exception>
    public int Show(Study study)
    {
        WritableFolder.Require(Path.GetDirectoryName(store.Directory)!);
        var folder = SlurmFolder.Of(store, study.Name);
        foreach (var (script, _) in Write(study, folder, Missing(study, folder, []).Missing))
        {
            output.Write(script.Text);
        }

        return 0;
    }

    private (IReadOnlyList<StudyRun> Grid, IReadOnlyList<StudyRun> Missing, int InQueue) Missing(Study study, SlurmFolder folder, IReadOnlyList<SlurmTask> tasks)
    {
        var grid = StudyStatus.Grid(study);
        var finished = study.Finished(grid, store).Select(item => item.Place).ToHashSet<StudyRun>(ReferenceEqualityComparer.Instance);
        var queue = folder.InQueue(tasks);
        var open = grid.Where(place => !finished.Contains(place)).ToArray();
        StudyRun[] missing = [.. open.Where(place => !queue.ContainsKey(place.Hash))];
        return (grid, missing, open.Length - missing.Length);
    }

    private IEnumerable<(ArrayScript Script, string File)> Write(Study study, SlurmFolder folder, IReadOnlyList<StudyRun> missing) =>
        from part in missing.Chunk(MostTasks)
        let script = ArrayScript.Of(study.Name, folder.Path, store.Directory, store.CheckpointInterval, [.. part.Select(run => (run.Hash, run.ToString()))], options)
        select (script, folder.Write(script, part.Select(run => PooledRun.OrderOf(study, run))));
}
