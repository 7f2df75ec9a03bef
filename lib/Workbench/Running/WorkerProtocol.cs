using System.Diagnostics;
using System.Globalization;
using System.Text;
using Sandglass;
using Sandglass.Training;

namespace Workbench.Running;

/// <summary>
/// What a worker process and its parent say to each other: the worker writes <c>progress STEP STEPS</c> lines to its
/// output, and <c>failed WHY</c> before it ends with an error. It stops when its input closes, so that no worker outlives
/// a parent that was killed. Its error stream belongs to native libraries as much as to it, and says nothing of that.
/// </summary>
internal static class WorkerProtocol
{
    /// <summary>Stands for an order that is the first line of the input: no file is left behind, whatever ends the parent.</summary>
    public const string FirstLine = "-";

    /// <summary>Says that a worker has no parent: a task of a job array.</summary>
    public const string AloneOption = "--alone";

    private const string Word = "progress";
    private const string FailedWord = "failed ";

    /// <summary>The worker's side: does the work and reports on it.</summary>
    /// <param name="work">The work; given what to report to and what stops it.</param>
    /// <param name="cancellation">Stops it, as the end of the input does.</param>
    public static void Serve(Action<IProgress<TrainingProgress>, CancellationToken> work, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        CancelWhenInputCloses(stop);
        work(new Lines(), stop.Token);
    }

    /// <summary>The worker's side: does the whole of it, and says in one line why it could not.</summary>
    public static async Task<int> AnswerAsync(Func<Task> work)
    {
        try
        {
            await work();
            return 0;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            var why = OneLine.Of(CommandLine.Reason(failure) ?? Defect.Tell(failure));
            Say($"{FailedWord}{why}");
            throw new WorkbenchException(why, failure);
        }
    }

    /// <summary>The worker's side: a line of its input, and nothing of what follows; empty at the end.</summary>
    public static string ReadLine()
    {
        using var input = Console.OpenStandardInput();
        var line = new List<byte>();
        for (var read = input.ReadByte(); read >= 0 && read != '\n'; read = input.ReadByte())
        {
            line.Add((byte)read);
        }

        return Encoding.UTF8.GetString([.. line]);
    }

    /// <summary>The parent's side: why the worker ends, or null for another line.</summary>
    public static string? FailureIn(string line) =>
        line.StartsWith(FailedWord, StringComparison.Ordinal) ? line[FailedWord.Length..] : null;

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

    /// <summary>The parent's side: gives a worker a line on its input, which stays open. One that has ended already says why elsewhere.</summary>
    public static void TellLine(Process worker, string text)
    {
        try
        {
            worker.StandardInput.Write($"{text.ReplaceLineEndings("")}\n");
            worker.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It has ended, and what waits for it learns why.
        }
    }

    /// <summary>Stops when the parent, which holds the other end of the input, leaves.</summary>
    public static void CancelWhenInputCloses(CancellationTokenSource stop) => WhenInputCloses(() =>
    {
        try
        {
            stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The work was done before the input closed.
        }
    });

    /// <summary>Does something, on another thread, when the parent leaves.</summary>
    public static void WhenInputCloses(Action end)
    {
        void Wait()
        {
            // Not Console.In: a notebook's cells have another, and would wait for its lock.
            using var input = Console.OpenStandardInput();
            var ignored = new byte[256];
            while (input.Read(ignored) > 0)
            {
            }

            end();
        }

        new Thread(Wait) { IsBackground = true, Name = "when input closes" }.Start();
    }

    // Past whatever a notebook put in the console's place, and after whatever native code left on the line.
    private static void Say(string line)
    {
        using var output = new StreamWriter(Console.OpenStandardOutput(), Console.OutputEncoding);
        output.Write($"\n{line}\n");
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
