using System.Diagnostics;
using System.Text;
using System.Text.Json;
using NotebookEngine.Scripting;
using NotebookKernel;
using Sandglass;
using Workbench.Running;

namespace Workbench.Exercises;

/// <summary>
/// The process in which a notebook is graded. Cells run one after the other whatever happens to those before; what checks say goes
/// from the library straight to the parent, never through what cells show.
/// </summary>
internal static class GradingWorker
{
    // As the library calls it in NotebookHost.
    private const string Grader = "Notebook.Checked";
    private const int LongestWords = 2000;

    /// <summary>Reads an order from the input and carries it out.</summary>
    /// <exception cref="WorkbenchException">There is none.</exception>
    public static async Task RunAsync(CancellationToken cancellation)
    {
        Cultures.StayInvariant();
        var order = Read();
        // A cell in native code hears no request, so the whole process goes.
        WorkerProtocol.WhenInputCloses(Process.GetCurrentProcess().Kill);
        Directory.SetCurrentDirectory(order.Folder);
        using var output = Console.OpenStandardOutput();
        void Say(GradingLine line) => output.Write(Encoding.UTF8.GetBytes($"\n{order.Key} {JsonSerializer.Serialize(line)}\n"));

        using var engine = new ScriptEngine(order.Folder);
        var failed = new HashSet<string>();
        foreach (var (index, cell) in order.Cells.Index())
        {
            cancellation.ThrowIfCancellationRequested();
            if (cell.Role == CellRole.Check && failed.Contains(cell.Exercise))
            {
                continue;
            }

            Say(new GradingLine(index));
            var wasTold = false;
            AppContext.SetData(Grader, cell.Role != CellRole.Check ? null : (Action<string, string, string>)((exercise, outcome, words) =>
            {
                if (exercise == cell.Exercise && !wasTold)
                {
                    wasTold = true;
                    Say(new GradingLine(index, outcome, Short(words)));
                }
            }));
            var (failure, why) = await RunAsync(engine, cell, order.CellSeconds, cancellation);
            AppContext.SetData(Grader, null);
            if (failure.Length > 0)
            {
                failed.Add(cell.Exercise);
                Say(new GradingLine(index, failure, Short(why)));
            }

            if (failure == GradingLine.OutOfMemory)
            {
                return; // what the cell keeps would fail those after it
            }
        }

        Say(new GradingLine(order.Cells.Count, GradingLine.Done));
    }

    private static GradingOrder Read()
    {
        try
        {
            return JsonSerializer.Deserialize<GradingOrder>(WorkerProtocol.ReadLine()) ?? throw new JsonException("it is empty");
        }
        catch (JsonException wrong)
        {
            throw new WorkbenchException($"the input does not say what to grade ({wrong.Message}); only the workbench itself calls this command", wrong);
        }
    }

    private static async Task<(string Outcome, string Words)> RunAsync(ScriptEngine engine, GradedCell cell, double seconds, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stop.CancelAfter(TimeSpan.FromSeconds(seconds));
        var result = await engine.ExecuteAsync(cell.Source, cell.Name, new Unseen(), stop.Token);
        return result.Error is not { } error ? ("", "")
            : stop.IsCancellationRequested ? (GradingLine.Failed, FormattableString.Invariant($"it took longer than {seconds:0.###} s"))
            : error.Name == typeof(OutOfMemoryException).FullName ? (GradingLine.OutOfMemory, "")
            : (GradingLine.Failed, $"{error.Name}: {error.Message}");
    }

    private static string Short(string words) => words.Length <= LongestWords ? words : words[..LongestWords];

    /// <summary>What cells show is not kept.</summary>
    private sealed class Unseen : ICellOutput
    {
        public void Write(StreamName stream, string text)
        {
        }

        public void Display(MimeBundle bundle, string displayId)
        {
        }

        public void Update(MimeBundle bundle, string displayId)
        {
        }
    }
}
