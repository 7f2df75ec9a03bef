using System.Text.RegularExpressions;
using Sandglass.Training.Checkpoints;

namespace Sandglass.Training;

/// <summary>
/// Runs of any kind in one folder, each under its hash. A run in progress lives in a hidden folder beside them and leaves
/// checkpoints there, from which it goes on after whatever ended the process; it is renamed when it is whole, so that
/// nothing half-written is ever found. Of two processes at the same run each works in a folder of its own, and the first
/// to finish wins.
/// </summary>
/// <param name="directory">The folder; made when the first run is trained.</param>
public sealed partial class ResumableRuns(string directory)
{
    // Two checkpoints, the third that is being written, and the finished run: weights and velocities of four bytes each.
    private const int BytesPerParameter = 4 * 2 * 4;
    private const int FixedBytes = 1 << 18;

    /// <summary>The folder of all runs.</summary>
    public string Directory { get; } = Path.GetFullPath(directory);

    /// <summary>Least time between two checkpoints within an epoch; each epoch ends with one. What a fall costs, at most.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Told, in a line, when a run goes on from a checkpoint, or when one could not be used.</summary>
    public Action<string>? Note { get; init; }

    /// <summary>Hashes of the finished runs, in order.</summary>
    public IReadOnlyList<string> Finished() => !System.IO.Directory.Exists(Directory) ? [] :
    [
        .. System.IO.Directory.EnumerateDirectories(Directory)
            .Select(path => Path.GetFileName(path))
            .Where(name => Hash().IsMatch(name))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Folder of the finished run whose hash begins so.</summary>
    /// <param name="prefix">First digits of the hash, enough to tell it from others.</param>
    /// <exception cref="WorkbenchException">There is none, or more than one.</exception>
    public string Named(string prefix)
    {
        var found = Finished().Where(hash => hash.StartsWith(prefix, StringComparison.Ordinal)).ToArray();
        return found.Length == 1
            ? Path.Combine(Directory, found[0])
            : throw new WorkbenchException(found.Length == 0
                ? $"no finished run in {Directory} begins with '{prefix}'; there are: {string.Join(", ", Finished())}"
                : $"{found.Length} runs begin with '{prefix}' ({string.Join(", ", found)}); give more digits");
    }

    /// <summary>Trains a run, from its last checkpoint where there is one, unless it is finished.</summary>
    /// <param name="run">The run.</param>
    /// <param name="progress">Told of every step.</param>
    /// <param name="cancellation">Stops between steps; a checkpoint is left, from which the next call goes on.</param>
    /// <exception cref="WorkbenchException">The run cannot be trained, or the folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public void Train(IResumableRun run, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        try
        {
            TrainInWorkspace(run, progress, cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException(
                $"run {run.Hash} cannot be written to {Directory} ({error.Message}); make room there or choose a folder that can be written", error);
        }
    }

    [GeneratedRegex("^[0-9a-f]{16}$")]
    private static partial Regex Hash();

    private void TrainInWorkspace(IResumableRun run, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        using var workspace = RunWorkspace.Open(Directory, run.Hash);
        if (workspace.IsSecond)
        {
            Tell($"run {run.Hash} is at work in another process; the first to finish wins");
        }

        // Another process may have finished it while this one looked for a workspace.
        if (!run.IsFinished())
        {
            workspace.RequireRoom(FixedBytes + (BytesPerParameter * run.Parameters));
            using var training = run.Begin(workspace.Directory);
            var checkpoints = new CheckpointPolicy(run.Hash, CheckpointInterval, Tell);
            new CheckpointedTraining(training, workspace.Checkpoints, checkpoints).Train(progress, cancellation);
            var result = workspace.MakeResult();
            training.Finish(result, cancellation);
            Durable.FlushAll(result);
            Publish(result, run);
        }

        workspace.Delete();
        foreach (var left in RunWorkspace.Existing(Directory, run.Hash).ToArray())
        {
            RunWorkspace.TryDelete(left);
        }
    }

    private void Tell(string line) => Note?.Invoke(line);

    // Where the run was there, or another store or process finished it first, its bytes are the same.
    private void Publish(string result, IResumableRun run)
    {
        var final = Path.Combine(Directory, run.Hash);
        try
        {
            System.IO.Directory.Move(result, final);
        }
        catch (IOException) when (System.IO.Directory.Exists(final))
        {
            run.Join(result);
        }

        Durable.FlushFolder(final);
        Durable.FlushFolder(Directory);
    }
}
