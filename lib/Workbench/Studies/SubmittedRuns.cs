using Sandglass;
using Sandglass.Studies;
using Workbench.Slurm;

namespace Workbench.Studies;

/// <summary>The runs of a study that are not finished and were submitted to Slurm: running, pending, failed. Told from the queue and the ends of logs.</summary>
internal sealed class SubmittedRuns
{
    private readonly IReadOnlyDictionary<StudyRun, SlurmTask> _queue;
    private readonly IReadOnlyDictionary<StudyRun, (string Why, string Log)> _failed;

    private SubmittedRuns(IReadOnlyDictionary<StudyRun, SlurmTask> queue, IReadOnlyDictionary<StudyRun, (string Why, string Log)> failed) => (_queue, _failed) = (queue, failed);

    /// <summary>Columns of the table of status: a heading, which runs it is of, and the word for none.</summary>
    public IReadOnlyList<(string Heading, Func<StudyRun, bool> Holds, string None)> Columns =>
    [
        ("Seeds running", place => _queue.GetValueOrDefault(place)?.IsRunning == true, "none"),
        ("Seeds pending", place => _queue.GetValueOrDefault(place)?.IsRunning == false, "none"),
        ("Seeds failed", _failed.ContainsKey, "none"),
    ];

    /// <summary>Asks the queue and reads logs. Where there is no Slurm, as on a machine that only shares the folder, logs alone tell, and that is said.</summary>
    public static SubmittedRuns Of(IReadOnlyList<StudyRun> grid, IReadOnlySet<StudyRun> finished, SlurmFolder folder, TextWriter output)
    {
        IReadOnlyList<SlurmTask> tasks = [];
        try
        {
            tasks = SlurmQueue.Tasks();
        }
        catch (WorkbenchException unknown)
        {
            output.WriteLine($"the queue is not known: {unknown.Message}");
        }

        var queue = folder.InQueue(tasks);
        var open = grid.Where(place => !finished.Contains(place)).ToArray();
        return new SubmittedRuns(
            open.Where(place => queue.ContainsKey(place.Hash)).ToDictionary(place => place, place => queue[place.Hash]),
            (from place in open
             where !queue.ContainsKey(place.Hash)
             let failure = folder.FailureOf(place.Hash)
             where failure is not null
             select (Place: place, Failure: failure.Value)).ToDictionary(item => item.Place, item => item.Failure));
    }

    /// <summary>Whether a run stands in one of the columns.</summary>
    public bool IsKnown(StudyRun place) => _queue.ContainsKey(place) || _failed.ContainsKey(place);

    public void WriteFailures(TextWriter output)
    {
        foreach (var (place, (why, log)) in _failed)
        {
            output.WriteLine($"failed: {place}: {why}; log: {log}");
        }
    }
}
