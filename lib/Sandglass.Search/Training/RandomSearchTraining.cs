using System.Security.Cryptography;
using System.Text;
using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Search.Networks;
using Sandglass.Training;
using Sandglass.Weights;
using static TorchSharp.torch;

namespace Sandglass.Search.Training;

/// <summary>
/// A random search: its epochs are candidates. Each has streams of its own, so that any one can be made without the
/// others; one that was cut takes its steps again, in silence, and is not kept in a checkpoint.
/// </summary>
internal sealed class RandomSearchTraining : ITaskTraining
{
    private const string Draws = "draws";

    private readonly RunSpec _spec;
    private readonly RandomSearch _task;
    private readonly RandomStreams _streams;
    private readonly SearchHalves _halves;
    private readonly double[] _best = [0];
    private readonly int _images;
    private CellTraining? _candidate;
    private RandomCandidate? _found;

    internal RandomSearchTraining(RunSpec spec, RandomSearch task, ImageDataset data)
    {
        (_spec, _task, _streams, _images) = (spec, task, new RandomStreams(spec.Seed), data.Count);
        _halves = SearchHalves.Of(data, _streams);
        Epochs = task.Affordable(spec, data.Count);
    }

    public nn.Module? Network => null;

    public int Epochs { get; }

    public int StepsPerEpoch => _spec.Recipe.Epochs * (_halves.Weights.Count / _spec.Recipe.BatchSize);

    public int ImagesPerEpoch => StepsPerEpoch * _spec.Recipe.BatchSize;

    public Type EpochRow => typeof(RandomCandidate);

    public IReadOnlyDictionary<string, string> WeightsMetadata => new Dictionary<string, string>();

    public (long Parameters, long MultiplyAdds) Cost => _found is null ? _task.Cost : (_found.Parameters, _found.MultiplyAdds);

    public void BeginEpoch(int epoch, bool isFresh)
    {
        _candidate?.Dispose();
        _candidate = new CellTraining(_spec, _task, PlanOf(epoch), _halves.Weights, StreamsOf(epoch));
    }

    public IEnumerable<StepResult> Steps(int epoch, int first, PhaseClock clock)
    {
        var taken = 0;
        for (var pass = 1; pass <= _spec.Recipe.Epochs; pass++)
        {
            _candidate!.BeginEpoch(pass, isFresh: true);
            foreach (var step in _candidate.Steps(pass, 0, clock))
            {
                if (taken++ >= first)
                {
                    yield return new StepResult(step.Loss, pass == _spec.Recipe.Epochs ? step.Loss : 0);
                }
            }
        }
    }

    public object EndEpoch(EpochSums ended, CancellationToken cancellation)
    {
        var (number, plan, own, cost) = (ended.Epoch, PlanOf(ended.Epoch), StreamsOf(ended.Epoch), _candidate!.Cost);
        var accuracy = _candidate.Evaluate(_halves.Architecture, cancellation).Accuracy;
        _best[0] = Math.Max(_best[0], accuracy);
        return new RandomCandidate(
            number,
            plan.Genotype,
            accuracy,
            ended.Sums[0] / _candidate.StepsPerEpoch,
            cost.Parameters,
            cost.MultiplyAdds,
            GradientNorm(plan, own),
            ZeroCostScores.LogSynFlow(plan, own, _spec.Recipe.Initialization),
            SearchCost.OfCandidate(plan, _task, _spec.Recipe, _images));
    }

    public bool EndsAfter(object epoch) => false;

    public double? ScoreOf(object epoch) => _best[0];

    /// <summary>The best accuracy, and which genotypes are drawn, so that no other search's candidates are taken for its own.</summary>
    public IEnumerable<StateTensor> State()
    {
        var draws = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(1, Epochs).Select(number => _task.Draw(_spec.Seed, number)))));
        return
        [
            StateTensor.Of("best", _best),
            new StateTensor(
                Draws,
                () => SafetensorsTensor.Of(Draws, (ReadOnlySpan<byte>)draws, draws.Length),
                stored => Require(stored.Data.Span.SequenceEqual(draws), "its candidates are not this search's")),
        ];
    }

    public object Finish(RunOutput output, IReadOnlyList<object> epochs, CancellationToken cancellation)
    {
        _found = RandomSearch.Best(epochs.Cast<RandomCandidate>());
        return SearchResult.Of(_found.Genotype);
    }

    public void Dispose()
    {
        _candidate?.Dispose();
        _halves.Dispose();
    }

    // Of the candidate's initial weights, on the first batch of its training, unchanged.
    private double GradientNorm(CellNetworkPlan plan, RandomStreams own)
    {
        using var batch = new DataLoader(_halves.Weights, _spec.Recipe.BatchSize, _candidate!.Normalization, Augmentation.None, own).Epoch(1).First();
        return ZeroCostScores.GradientNorm(plan, batch.Images, batch.Labels, own, _spec.Recipe.Initialization);
    }

    private CellNetworkPlan PlanOf(int number) => _task.PlanOf(_task.Draw(_spec.Seed, number), number);

    private RandomStreams StreamsOf(int number) => new((int)(_streams.SeedFor(FormattableString.Invariant($"candidate/{number}")) >> 32));

    private static void Require(bool holds, string fault)
    {
        if (!holds)
        {
            throw new FormatException(fault);
        }
    }
}
