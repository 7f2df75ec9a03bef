using Sandglass.Data;
using Sandglass.Display.Formatters;
using Sandglass.Runtime;
using Sandglass.Search.Bilevel;
using Sandglass.Search.Space;
using Sandglass.Search.Training;
using Sandglass.Training;

namespace Sandglass.Display.Tests;

/// <summary>Searches that never ran: alphas that drift apart, and genotypes derived from them as in a search.</summary>
internal static class SampleSearches
{
    public static FoundSearch Run { get; } = RunOf(SearchSpace.WithBlocks, seed: 1, count: 12);

    public static FoundSearch RunOf(SearchSpace space, int seed, int count) => new(
        new RunSpec(new AlphaSearch(space), AlphaSearch.PublishedRecipe with { Epochs = count }, new DataIdentity("sample", "a", "b", "c"), seed),
        space,
        Genotype.Parse(Epochs(space, seed, count)[^1].Genotype))
    {
        AlarmEpoch = Epochs(space, seed, count).FirstOrDefault(epoch => epoch.Alarm)?.Epoch,
        Epochs = Epochs(space, seed, count),
    };

    public static IReadOnlyList<SearchEpoch> Epochs(SearchSpace space, int seed, int count)
    {
        var streams = new RandomStreams(seed);
        double[][][] drifts = [Drift(space, streams.Open("normal"), 0.9), Drift(space, streams.Open("reduction"), 0.9)];
        double[][][] starts = [Drift(space, streams.Open("start"), 0), Drift(space, streams.Open("other start"), 0)];
        return [.. Enumerable.Range(1, count).Select(epoch => Epoch(space, epoch, (double)epoch / count, starts, drifts, seed))];
    }

    /// <summary>What a notebook shows at the end of a search of three epochs.</summary>
    public static SearchPicture Picture()
    {
        var run = RunOf(SearchSpace.WithBlocks, seed: 1, count: 3);
        return new SearchPicture(run.Spec, run.Epochs).After(new TrainingProgress(30, 30, 3, 1.25, null), TimeSpan.FromSeconds(9), ended: true);
    }

    /// <summary>An epoch with given weights.</summary>
    public static SearchEpoch Epoch(SearchSpace space, int epoch, double[][] normal, double[][] reduction, double accuracy = 0.5)
    {
        var genotype = GenotypeDerivation.Derive(space, normal, reduction);
        return new SearchEpoch(
            epoch, 0.025, 1.5, accuracy + 0.05, 1.6, accuracy, normal, reduction, genotype.ToString(),
            genotype.Normal.Count(CandidateOperation.Skip), SkipAlarm.Rings(genotype, 4));
    }

    /// <summary>Equal weights everywhere.</summary>
    public static double[][] Uniform(SearchSpace space) =>
        [.. Enumerable.Range(0, space.Edges).Select(_ => Enumerable.Repeat(1.0 / space.Operations.Count, space.Operations.Count).ToArray())];

    private static SearchEpoch Epoch(SearchSpace space, int epoch, double share, double[][][] starts, double[][][] drifts, int seed) => Epoch(
        space, epoch, Softmax(starts[0], drifts[0], share), Softmax(starts[1], drifts[1], share), 0.3 + ((0.45 + (0.02 * seed)) * Math.Sqrt(share)));

    // Skip connections are faster than others.
    private static double[][] Drift(SearchSpace space, RandomStream stream, double skips) =>
        [.. Enumerable.Range(0, space.Edges).Select(_ => space.Operations.Select(operation => stream.NextGaussian() + (operation.Equals(CandidateOperation.Skip) ? skips : 0)).ToArray())];

    private static double[][] Softmax(double[][] start, double[][] drift, double share) => [.. start.Zip(drift, (from, rates) =>
    {
        var powers = from.Zip(rates, (at, rate) => Math.Exp((0.3 * at) + (share * rate))).ToArray();
        return Array.ConvertAll(powers, power => power / powers.Sum());
    })];
}
