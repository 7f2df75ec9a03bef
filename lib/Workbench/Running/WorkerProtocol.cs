using System.Globalization;
using Sandglass.Training;

namespace Workbench.Running;

/// <summary>
/// What a worker process and its parent say to each other: the worker writes <c>progress STEP STEPS</c> lines to its
/// output, and stops when its input closes, so that no worker outlives a parent that was killed.
/// </summary>
internal static class WorkerProtocol
{
    private const string Word = "progress";

    /// <summary>The worker's side: does the work and reports on it.</summary>
    /// <param name="work">The work; given what to report to and what stops it.</param>
    /// <param name="cancellation">Stops it, as the end of the input does.</param>
    public static void Serve(Action<IProgress<TrainingProgress>, CancellationToken> work, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        CancelWhenInputCloses(stop);
        work(new Lines(), stop.Token);
    }

    /// <summary>The parent's side: the share that a line reports, or null for another line.</summary>
    public static double? ShareIn(string line)
    {
        var words = line.Split(' ');
        return words is [Word, var step, var steps]
            && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var done)
            && int.TryParse(steps, NumberStyles.None, CultureInfo.InvariantCulture, out var all)
            && all > 0
            && done <= all
            ? (double)done / all
            : null;
    }

    /// <summary>Stops when the parent, which holds the other end of the input, leaves.</summary>
    public static void CancelWhenInputCloses(CancellationTokenSource stop)
    {
        void Wait()
        {
            // Not Console.In: a notebook's cells have another, and would wait for its lock.
            using var input = Console.OpenStandardInput();
            var ignored = new byte[256];
            while (input.Read(ignored) > 0)
            {
            }

            try
            {
                stop.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The work was done before the input closed.
            }
        }

        new Thread(Wait) { IsBackground = true, Name = "cancel when input closes" }.Start();
    }

    private sealed class Lines : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            Console.Out.WriteLine(FormattableString.Invariant($"{Word} {value.Step} {value.Steps}"));
            Console.Out.Flush();
        }
    }
}
