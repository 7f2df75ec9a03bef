using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Search.Runs;
using Sandglass.Training;
using Sandglass.Weights;

namespace Sandglass.Search.Controls;

/// <summary>A random search as a resumable training: its epochs are candidates, and one that was cut is begun anew.</summary>
public sealed class RandomSearchTraining : IResumableTraining
{
    private readonly RandomSearchSpec _spec;
    private readonly ImageDataset _data;
    private readonly RandomSearch _search;
    private readonly EpochClock _clock = new();
    private readonly List<RandomCandidate> _candidates = [];

    /// <summary>Sees how many candidates the budget pays for.</summary>
    /// <param name="spec">What to search.</param>
    /// <param name="data">The training images that the spec names; not owned.</param>
    /// <exception cref="WorkbenchException">Space, recipe or data cannot be used.</exception>
    public RandomSearchTraining(RandomSearchSpec spec, ImageDataset data)
    {
        if (spec.Data != data.Sha256)
        {
            throw new WorkbenchException($"random search {spec.Hash} names other images than {data.Name}; load those that it names");
        }

        TorchRuntime.Start(spec.Threads);
        (_spec, _data) = (spec, data);
        _search = new RandomSearch(spec.Space.Validated(), spec.Recipe.Validated(), spec.Seed);
        Steps = _search.Affordable(spec.Budget, data.Count);
        Environment = EnvironmentFingerprint.Capture(TorchDevice.Choose("cpu"));
    }

    /// <summary>Candidates of the whole search.</summary>
    public int Steps { get; }

    /// <inheritdoc/>
    public int Step => _candidates.Count;

    /// <inheritdoc/>
    public bool IsDone => Step == Steps;

    /// <inheritdoc/>
    public EnvironmentFingerprint Environment { get; }

    /// <inheritdoc/>
    public void TrainEpoch(Action<TrainingProgress> stepped, CancellationToken cancellation)
    {
        _clock.Time(() => _candidates.Add(_search.Evaluate(Step + 1, _data, cancellation)));
        stepped(new TrainingProgress(Step, Steps, Step, _candidates[^1].TrainingLoss, RandomSearch.Best(_candidates).Accuracy));
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> CaptureState() => ResumableState.Serialized(new State([.. _candidates], _clock.Times));

    /// <inheritdoc/>
    public IReadOnlyList<SafetensorsTensor> CaptureTensors() => [];

    /// <inheritdoc/>
    public string? Restore(ReadOnlyMemory<byte> state, IReadOnlyDictionary<string, SafetensorsTensor> tensors)
    {
        var stood = ResumableState.Parse<State>(state);
        ResumableState.Require(stood.Candidates.All(candidate => candidate is not null), "a candidate is empty");
        ResumableState.Require(stood.Candidates.Count <= Steps, "it has more candidates than the budget pays for");
        ResumableState.Require(
            stood.Candidates.Index().All(at => at.Item.Number == at.Index + 1 && at.Item.Genotype == _search.Draw(at.Index + 1)),
            "its candidates are not this search's");
        _clock.Restore(stood.Times.Checked(stood.Candidates.Count));
        _candidates.Clear();
        _candidates.AddRange(stood.Candidates);
        return null;
    }

    /// <inheritdoc/>
    public void Finish(string directory, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        SearchFiles.Write(directory, new RandomSearchRun(_spec, Environment, [.. _candidates]), _clock.Times, []);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Each candidate frees its own.
    }

    private sealed record State(IReadOnlyList<RandomCandidate> Candidates, EpochTimes Times);
}
