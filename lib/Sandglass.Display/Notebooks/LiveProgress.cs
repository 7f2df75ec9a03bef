using Sandglass.Display.Formatters;
using Sandglass.Studies;
using Sandglass.Training;

namespace Sandglass.Display.Notebooks;

/// <summary>Shows trainings while they run: in the cell of a notebook, or as lines on the standard error stream of a program.</summary>
internal static class LiveProgress
{
    /// <summary>Shows one training.</summary>
    /// <param name="train">Trains, and reports its progress.</param>
    /// <param name="note">What is said before; null: nothing.</param>
    public static Run Of(Func<IProgress<TrainingProgress>, Run> train, string? note = null)
    {
        Say(note);
        if (NotebookHost.Show(LiveTraining.NotBegun) is not { } update)
        {
            return train(new Lines(text => Console.Error.WriteLine(text)));
        }

        using var live = new LiveTraining(update);
        return train(live);
    }

    /// <summary>Shows the trainings of a study, with a line that says which run is training.</summary>
    /// <param name="runs">How many runs it has.</param>
    /// <param name="train">Trains, and asks for the progress of each run.</param>
    /// <param name="note">What is said before; null: nothing.</param>
    public static StudyRecord Of(int runs, Func<Func<StudyRun, IProgress<TrainingProgress>?>, StudyRecord> train, string? note = null)
    {
        Say(note);
        Action<object> write = NotebookHost.Show($"{runs} runs") ?? Console.Error.WriteLine;
        var started = 0;
        var record = train(place =>
        {
            var run = ++started;
            return new Lines(text => write($"Run {run} of {runs}, {place}. {text}"));
        });
        write(FormattableString.Invariant($"{record.Rows.Count} of {runs} runs are finished."));
        return record;
    }

    private static void Say(string? note)
    {
        if (note is not null && NotebookHost.Show(note) is null)
        {
            Console.Error.WriteLine(note);
        }
    }

    /// <summary>Progress in words, now and then.</summary>
    private sealed class Lines(Action<string> write) : IProgress<TrainingProgress>
    {
        private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

        private readonly long _started = TimeProvider.System.GetTimestamp();
        private TimeSpan _written;

        public void Report(TrainingProgress value)
        {
            var elapsed = TimeProvider.System.GetElapsedTime(_started);
            var ended = value.Step == value.Steps;
            if (ended || elapsed - _written >= Pause)
            {
                _written = elapsed;
                write(new TrainingPicture(value, [], elapsed, ended).ToString());
            }
        }
    }
}
