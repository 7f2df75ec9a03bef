using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Search.Runs;
using Sandglass.Training;
using Sandglass.Weights;

namespace Sandglass.Search.Training;

/// <summary>A search, from the beginning or from a checkpoint to its end; it ends early where the recipe heeds the alarm.</summary>
public sealed class SearchTraining : IResumableTraining
{
    private readonly SearchRunSpec _spec;
    private readonly Searcher _searcher;
    private readonly EpochClock _clock = new();
    private readonly List<SearchEpoch> _epochs = [];

    /// <summary>Builds the search network and splits the images.</summary>
    /// <param name="spec">What to search.</param>
    /// <param name="data">The training images that the spec names; not owned.</param>
    /// <exception cref="WorkbenchException">Space, recipe or data cannot be used.</exception>
    public SearchTraining(SearchRunSpec spec, ImageDataset data)
    {
        _spec = spec;
        _searcher = new Searcher(spec, data);
        Environment = EnvironmentFingerprint.Capture(TorchDevice.Choose("cpu"));
    }

    /// <summary>Told of every epoch that ends; where a search goes on, of those before too.</summary>
    public Action<SearchEpoch>? EpochEnded { get; init; }

    /// <summary>Epochs that have ended.</summary>
    public IReadOnlyList<SearchEpoch> Epochs => _epochs;

    /// <inheritdoc/>
    public int Steps => _searcher.StepsPerEpoch * _spec.Recipe.Epochs;

    /// <inheritdoc/>
    public int Step => (_epochs.Count * _searcher.StepsPerEpoch) + (_searcher.InEpoch?.Batches ?? 0);

    /// <inheritdoc/>
    public bool IsDone => _epochs.Count == _spec.Recipe.Epochs || (_spec.Recipe.StopAtAlarm && _epochs.LastOrDefault() is { Alarm: true });

    /// <inheritdoc/>
    public EnvironmentFingerprint Environment { get; }

    /// <inheritdoc/>
    public void TrainEpoch(Action<TrainingProgress> stepped, CancellationToken cancellation)
    {
        var (epoch, accuracy) = (_epochs.Count + 1, _epochs.LastOrDefault()?.ValidationAccuracy);
        _clock.Time(() => _epochs.Add(_searcher.Epoch(
            epoch, (step, loss) => stepped(new TrainingProgress(step, Steps, epoch, loss, accuracy)), cancellation)));
        EpochEnded?.Invoke(_epochs[^1]);
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> CaptureState() => new SearchState([.. _epochs], _searcher.InEpoch, _clock.Times).Serialized();

    /// <inheritdoc/>
    public IReadOnlyList<SafetensorsTensor> CaptureTensors() => _searcher.Tensors.Capture();

    /// <inheritdoc/>
    public string? Restore(ReadOnlyMemory<byte> state, IReadOnlyDictionary<string, SafetensorsTensor> tensors)
    {
        var stood = SearchState.Parse(state, _spec.Recipe.Epochs, _searcher.StepsPerEpoch);
        _searcher.Tensors.Restore(tensors);
        _searcher.InEpoch = stood.InEpoch;
        _clock.Restore(stood.Times);
        _epochs.Clear();
        _epochs.AddRange(stood.Epochs);
        foreach (var epoch in _epochs)
        {
            EpochEnded?.Invoke(epoch);
        }

        return null;
    }

    /// <inheritdoc/>
    public void Finish(string directory, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        SearchFiles.Write(directory, SearchRun.Of(_spec, _epochs, Environment), _clock.Times, _searcher.Tensors.Capture());
    }

    /// <summary>Frees the search network and the halves.</summary>
    public void Dispose() => _searcher.Dispose();
}
