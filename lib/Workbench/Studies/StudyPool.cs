using Sandglass.Training;
using Spectre.Console;
using Workbench.Progress;
using Workbench.Running;

namespace Workbench.Studies;

/// <summary>Trains what is missing of a study of whichever kind, and says what its runs had to say and why some failed.</summary>
/// <param name="study">Name of the study.</param>
/// <param name="store">Where runs are kept.</param>
/// <param name="workers">Processes side by side.</param>
/// <param name="output">Where notes and failures are written, a line each.</param>
internal sealed class StudyPool(string study, RunStore store, int workers, TextWriter output)
{
    /// <summary>Trains every run; a failed one does not stop the others.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="deadline">Ends the training; where it is not the user who ends it, finished runs count.</param>
    /// <param name="cancellation">The user's end.</param>
    /// <returns>Whether none failed.</returns>
    /// <exception cref="OperationCanceledException">Stopped by the user; finished runs are kept.</exception>
    public async Task<bool> TrainAsync(IReadOnlyList<PooledRun> runs, CancellationToken deadline, CancellationToken cancellation)
    {
        IReadOnlyList<string> failures = [];
        IReadOnlyList<string> notes;
        using (var display = ProgressDisplay.Start(AnsiConsole.Console, $"study {study}"))
        {
            var pool = new RunPool(store, workers, display);
            try
            {
                failures = await pool.TrainAsync(runs, deadline);
                notes = pool.Notes;
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                notes = [.. pool.Notes, "the time is up: run the study again to continue the runs in progress"];
            }
        }

        foreach (var line in notes.Concat(failures.Select(failure => $"failed: {failure}")))
        {
            await output.WriteLineAsync(line);
        }

        return failures.Count == 0;
    }
}
