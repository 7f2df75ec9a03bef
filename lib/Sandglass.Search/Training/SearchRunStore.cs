using Sandglass.Data;
using Sandglass.Search.Supernet;
using Sandglass.Training;

namespace Sandglass.Search.Training;

/// <summary>Searches in one folder, each under its hash; how they outlive what ends a process: <see cref="ResumableRuns"/>.</summary>
/// <param name="directory">The folder, such as <c>results/search</c>; made when the first search begins.</param>
public sealed class SearchRunStore(string directory)
{
    /// <summary>The folder of all searches.</summary>
    public string Directory { get; } = Path.GetFullPath(directory);

    /// <summary>Least time between two checkpoints within an epoch; each epoch ends with one.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Told, in a line, when a search goes on from a checkpoint, or when one could not be used.</summary>
    public Action<string>? Note { get; init; }

    /// <summary>The finished search of a spec, or null.</summary>
    /// <exception cref="WorkbenchException">It is there but damaged.</exception>
    public SearchRun? Find(SearchRunSpec spec)
    {
        var path = Path.Combine(Directory, spec.Hash);
        return System.IO.Directory.Exists(path) ? SearchRunFiles.Read(path) : null;
    }

    /// <summary>The finished search of a spec, done now if there is none.</summary>
    /// <param name="spec">What to search.</param>
    /// <param name="data">The training images that the spec names; not owned.</param>
    /// <param name="progress">Told of every step.</param>
    /// <param name="cancellation">Stops between steps; a checkpoint is left, from which the next call goes on.</param>
    /// <exception cref="WorkbenchException">Spec or data cannot be used, or the folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public SearchRun FindOrSearch(
        SearchRunSpec spec, ImageDataset data, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (Find(spec) is { } finished)
        {
            return finished;
        }

        var runs = new ResumableRuns(Directory) { CheckpointInterval = CheckpointInterval, Note = Note };
        runs.Train(new Wanted(this, spec, data), progress, cancellation);
        return Find(spec)!;
    }

    private sealed class Wanted(SearchRunStore store, SearchRunSpec spec, ImageDataset data) : IResumableRun
    {
        public string Hash => spec.Hash;

        public long Parameters => SearchNetworkCounter.Count(spec.Space).Parameters;

        public bool IsFinished() => store.Find(spec) is not null;

        public IResumableTraining Begin(string workspace) => new SearchTraining(spec, data);

        public void Join(string result)
        {
            // The search that was there first has the same bytes.
        }
    }
}
