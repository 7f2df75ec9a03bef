using System.Text.Json;
using Sandglass.Data;
using Sandglass.Search.Controls;
using Sandglass.Search.Networks;
using Sandglass.Search.Retraining;
using Sandglass.Search.Runs;
using Sandglass.Search.Supernet;
using Sandglass.Search.Training;
using Sandglass.Training;

namespace Sandglass.Search.Studies;

/// <summary>
/// Searches, random searches and trainings of what they found in one folder, each under its hash; how they outlive what
/// ends a process: <see cref="ResumableRuns"/>.
/// </summary>
/// <param name="directory">The folder, such as <c>results/search</c>; made when the first run begins.</param>
public sealed class SearchRunStore(string directory)
{
    /// <summary>The folder of all runs.</summary>
    public string Directory { get; } = Path.GetFullPath(directory);

    /// <summary>Least time between two checkpoints within an epoch; each epoch ends with one.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Told, in a line, when a run goes on from a checkpoint, or when one could not be used.</summary>
    public Action<string>? Note { get; init; }

    /// <summary>Told of every epoch of a search that ends; where a search goes on or is found, of those before too.</summary>
    public Action<SearchEpoch>? EpochEnded { get; init; }

    /// <summary>Hashes of the finished runs of all kinds, in order.</summary>
    public IReadOnlyList<string> Finished() => new ResumableRuns(Directory).Finished();

    /// <summary>The finished search of a spec, or null.</summary>
    /// <exception cref="WorkbenchException">It is there but damaged.</exception>
    public SearchRun? Find(SearchRunSpec spec) => Find<SearchRun>(spec.Hash);

    /// <summary>The finished random search of a spec, or null.</summary>
    /// <exception cref="WorkbenchException">It is there but damaged.</exception>
    public RandomSearchRun? Find(RandomSearchSpec spec) => Find<RandomSearchRun>(spec.Hash);

    /// <summary>The finished training of a derived network, or null.</summary>
    /// <exception cref="WorkbenchException">It is there but damaged.</exception>
    public DerivedRun? Find(DerivedRunSpec spec) => Find<DerivedRun>(spec.Hash);

    /// <summary>The finished run of whichever kind whose hash begins so.</summary>
    /// <param name="prefix">First digits of the hash, enough to tell it from others.</param>
    /// <returns>A <see cref="SearchRun"/>, <see cref="RandomSearchRun"/> or <see cref="DerivedRun"/>.</returns>
    /// <exception cref="WorkbenchException">There is none, or more than one, or it is damaged.</exception>
    public SearchResult Named(string prefix) => ReadAny(new ResumableRuns(Directory).Named(prefix));

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
        var isTold = false;
        void Tell(SearchEpoch epoch)
        {
            isTold = true;
            EpochEnded?.Invoke(epoch);
        }

        var run = FindOrRun<SearchRun>(
            spec.Hash,
            () => SearchNetworkCounter.Count(spec.Space).Parameters,
            () => new SearchTraining(spec, data) { EpochEnded = Tell },
            progress,
            cancellation);
        foreach (var epoch in isTold ? [] : run.Epochs)
        {
            EpochEnded?.Invoke(epoch);
        }

        return run;
    }

    /// <summary>The finished random search of a spec, done now if there is none.</summary>
    /// <param name="spec">What to search.</param>
    /// <param name="data">The training images that the spec names; not owned.</param>
    /// <param name="progress">Told of every candidate.</param>
    /// <param name="cancellation">Stops between steps; finished candidates are kept.</param>
    /// <exception cref="WorkbenchException">Spec or data cannot be used, or the folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public RandomSearchRun FindOrSearch(
        RandomSearchSpec spec, ImageDataset data, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default) =>
        FindOrRun<RandomSearchRun>(spec.Hash, () => 0, () => new RandomSearchTraining(spec, data), progress, cancellation);

    /// <summary>The finished training of a derived network, done now if there is none.</summary>
    /// <param name="spec">What to train.</param>
    /// <param name="data">The images that the spec names; not owned.</param>
    /// <param name="progress">Told of every step.</param>
    /// <param name="cancellation">Stops between steps; a checkpoint is left, from which the next call goes on.</param>
    /// <exception cref="WorkbenchException">Spec or data cannot be used, or the folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public DerivedRun FindOrTrain(
        DerivedRunSpec spec, DatasetSplits data, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default) =>
        FindOrRun<DerivedRun>(
            spec.Hash, () => CellNetworkCounter.Count(spec.Plan).Parameters, () => new DerivedTraining(spec, data), progress, cancellation);

    private T? Find<T>(string hash)
        where T : SearchResult
    {
        var path = Path.Combine(Directory, hash);
        return System.IO.Directory.Exists(path) ? SearchFiles.Read<T>(path) : null;
    }

    private T FindOrRun<T>(
        string hash, Func<long> parameters, Func<IResumableTraining> begin, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
        where T : SearchResult
    {
        if (Find<T>(hash) is { } finished)
        {
            return finished;
        }

        var runs = new ResumableRuns(Directory) { CheckpointInterval = CheckpointInterval, Note = Note };
        runs.Train(new Wanted(hash, parameters(), () => Find<T>(hash) is not null, begin), progress, cancellation);
        return Find<T>(hash)!;
    }

    private static SearchResult ReadAny(string directory) => Kind(directory) switch
    {
        "genotype" => SearchFiles.Read<SearchRun>(directory),
        "candidates" => SearchFiles.Read<RandomSearchRun>(directory),
        _ => SearchFiles.Read<DerivedRun>(directory),
    };

    // What only this kind writes; a damaged file is told by whoever reads it next.
    private static string Kind(string directory)
    {
        try
        {
            using var run = JsonDocument.Parse(File.ReadAllText(Path.Combine(directory, SearchFiles.Run)));
            string[] kinds = ["genotype", "candidates"];
            return kinds.FirstOrDefault(kind => run.RootElement.ValueKind == JsonValueKind.Object && run.RootElement.TryGetProperty(kind, out _), "");
        }
        catch (Exception wrong) when (wrong is JsonException or IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private sealed class Wanted(string hash, long parameters, Func<bool> isFinished, Func<IResumableTraining> begin) : IResumableRun
    {
        public string Hash => hash;

        public long Parameters => parameters;

        public bool IsFinished() => isFinished();

        public IResumableTraining Begin(string workspace) => begin();

        public void Join(string result)
        {
            // The run that was there first has the same bytes.
        }
    }
}
