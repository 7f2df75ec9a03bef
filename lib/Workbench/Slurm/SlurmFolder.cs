using Sandglass.Training;
using WholeFiles;

namespace Workbench.Slurm;

/// <summary>
/// What was submitted of a study, in <c>OUT/slurm/STUDY</c>: the scripts, <c>orders/HASH.json</c> with what a worker is told,
/// <c>orders/HASH.log</c> with the name of the run's last log, and the logs. Every file is written whole.
/// </summary>
/// <param name="path">The folder.</param>
internal sealed class SlurmFolder(string path)
{
    internal const string Orders = "orders";
    internal const string Failed = "failed: ";
    private const string Scripts = "*.sh";
    private const long MostBytes = 1L << 26;
    private const int LastBytes = 1 << 12;

    /// <summary>The folder.</summary>
    public string Path { get; } = path;

    /// <summary>The folder of a study beside the runs.</summary>
    public static SlurmFolder Of(RunStore store, string study) => new(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(store.Directory)!, "slurm", study));

    /// <summary>Whether something was submitted, or written to be.</summary>
    public bool IsThere => Directory.Exists(Path);

    /// <summary>Writes an array: its orders, then its script.</summary>
    /// <returns>The file of the script.</returns>
    public string Write(ArrayScript script, IEnumerable<RunOrder> orders)
    {
        foreach (var order in orders)
        {
            WholeFile.Write(System.IO.Path.Combine(Path, Orders, $"{order.Spec.Hash}.json"), RunJson.Text(order));
        }

        var file = System.IO.Path.Combine(Path, $"{script.Name}.sh");
        WholeFile.Write(file, script.Text);
        return file;
    }

    /// <summary>The tasks of the queue that are runs of this study, by the hash of the run; of two tasks of a run the one that is farther.</summary>
    public IReadOnlyDictionary<string, SlurmTask> InQueue(IEnumerable<SlurmTask> queue)
    {
        var found = new Dictionary<string, SlurmTask>();
        if (!IsThere)
        {
            return found;
        }

        var scripts = Directory.EnumerateFiles(Path, Scripts).ToDictionary(file => System.IO.Path.GetFileNameWithoutExtension(file), file => file);
        foreach (var job in queue.Where(task => scripts.ContainsKey(task.Job)).GroupBy(task => task.Job))
        {
            var runs = ArrayScript.RunsOf(BoundedFile.ReadText(scripts[job.Key], MostBytes));
            foreach (var task in job.Where(task => task.Index < runs.Count && (task.IsRunning || !found.ContainsKey(runs[task.Index]))))
            {
                found[runs[task.Index]] = task;
            }
        }

        return found;
    }

    /// <summary>Why a run's last task failed, and its log; null where it did not, or nothing is known.</summary>
    public (string Why, string Log)? FailureOf(string hash) => LogOf(hash) is { } log && FailureIn(log) is { } why ? (why, log) : null;

    // Null where it never began.
    private string? LogOf(string hash)
    {
        var pointer = System.IO.Path.Combine(Path, Orders, $"{hash}.log");
        return File.Exists(pointer) && BoundedFile.ReadText(pointer, LastBytes).Trim() is var name && name == System.IO.Path.GetFileName(name) && name.Length > 0
            ? System.IO.Path.Combine(Path, name)
            : null;
    }

    /// <summary>Why a run failed, if its log ends so: the line before the last, which is the worker's, or the last. Null where it was interrupted, or nothing is known.</summary>
    public static string? FailureIn(string log)
    {
        if (!File.Exists(log))
        {
            return null;
        }

        using var file = BoundedFile.Open(log);
        file.Seek(-Math.Min(file.Length, LastBytes), SeekOrigin.End);
        using var text = new StreamReader(file);
        var lines = text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines is [.., var last] && last.StartsWith(Failed, StringComparison.Ordinal)
            ? OneLine.Of(lines.LastOrDefault(line => line.StartsWith("error: ", StringComparison.Ordinal)) ?? last)
            : null;
    }
}
