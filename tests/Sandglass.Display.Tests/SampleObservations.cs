using Sandglass.Analysis.Gradients;
using Sandglass.Analysis.Manifold;
using Sandglass.Analysis.Ranks;
using Sandglass.Runtime;
using Sandglass.Studies;
using Sandglass.Studies.Diagnostics;

namespace Sandglass.Display.Tests;

/// <summary>What observers of three families at two budgets with three seeds might see.</summary>
internal static class SampleObservations
{
    private static readonly string[] Places = ["stem.out", "stage1.block1.out", "stage2.block1.out", "stage2.block2.out"];

    private static readonly string[] Groups = ["0.4x", "0.1x"];

    public static IReadOnlyList<Observed<ConfusionRow>> Confusion { get; } = Runs(3, (family, seed) =>
        from epoch in new[] { 0, 1, 2, 4, 8 }
        from source in Enum.GetValues<ConfusionSource>()
        where epoch == 0 || source == ConfusionSource.Network
        from part in source == ConfusionSource.RandomVectors ? ["all"] : new[] { "all", "stem", "stage1.block1", "stage2.block1", "classifier" }
        select Row(family, seed, epoch, source, part));

    public static IReadOnlyList<Observed<RankRow>> Ranks { get; } = Runs(3, (family, seed) =>
        from scaling in new[] { ChannelScaling.Centered, ChannelScaling.Standardized }
        from source in Enum.GetValues<RankSource>()
        from place in Places.Index()
        select Row(family, seed, scaling, source, place.Item, place.Index));

    public static IReadOnlyList<Observed<LinearProbeRow>> Probes { get; } = Runs(3, (family, seed) =>
        from width in Enum.GetValues<ProbeWidth>()
        from place in Places.Index()
        select new LinearProbeRow(8, width, place.Item, 64, width == ProbeWidth.Full ? 64 : 16, 0.62 + (0.05 * (int)width) + (0.03 * place.Index) + (0.01 * (int)family) + (0.004 * seed)));

    public static IReadOnlyList<Observed<InterventionRow>> Interventions { get; } = Runs(3, (family, seed) =>
        new[] { "intact", "scaled 0.5", "cut" }.Select((variant, i) => new InterventionRow(
            8, variant, 0.7 - (0.2 * i) + (0.02 * seed), 0.3 - (0.1 * i), 0.85 - (0.25 * i) + (0.01 * (int)family) - (0.005 * seed))));

    public static IReadOnlyList<RankRatioPoint> RankRatios { get; } =
    [
        .. from block in Enum.GetValues<RandomBlock>()
           from activation in new[] { Activation.None, Activation.ReLU6 }
           from ratio in new[] { 0.1, 0.4, 1.0 }
           select new RankRatioPoint(block, activation, ratio, [Math.Min(1, ratio + (0.05 * (int)block)), Math.Min(1, ratio + 0.02 + (0.05 * (int)block))]),
    ];

    public static IReadOnlyList<RandomEmbedding> Draws { get; } =
        [.. from n in RandomEmbedding.PaperDimensions from seed in Enumerable.Range(1, 5) select RandomEmbedding.Draw(n, new RandomStreams(seed))];

    public static IReadOnlyList<Observed<T>> Runs<T>(int seeds, Func<BlockFamily, int, IEnumerable<T>> rows) =>
    [
        .. from budget in Groups
           from family in Enum.GetValues<BlockFamily>()
           from seed in Enumerable.Range(1, seeds)
           from row in rows(family, seed)
           select new Observed<T>($"{family}", budget, family, seed, row),
    ];

    private static ConfusionRow Row(BlockFamily family, int seed, int epoch, ConfusionSource source, string part)
    {
        var middle = source switch
        {
            ConfusionSource.Network => 0.5 - (0.04 * epoch) + (0.05 * (int)family) + (0.01 * seed),
            ConfusionSource.RandomLabels => 0.1 + (0.02 * (int)family),
            _ => 0,
        };
        var spread = source == ConfusionSource.RandomVectors ? 0.004 : 0.12;
        double[] cosines = [.. Enumerable.Range(-10, 21).Select(i => middle + (spread * i / 10 * Math.Abs(i) / 10))];
        return new ConfusionRow(
            epoch, source, part, 80_000, 24, 128, 2.3 / (1 + (0.5 * epoch)) + (0.02 * seed), cosines[0], cosines[1], middle,
            cosines.Count(c => c < 0) / 21.0, Math.Max(0, -cosines[0]), 1, part == GradientGram.All ? cosines : []);
    }

    private static RankRow Row(BlockFamily family, int seed, ChannelScaling scaling, RankSource source, string place, int depth)
    {
        var channels = 16 << depth;
        var share = source == RankSource.Gaussian ? 0.999 : source == RankSource.Permuted ? 0.97 : 0.9 - (0.1 * depth) - (0.03 * (int)family) + (0.005 * seed);
        var isRecorded = source == RankSource.Network && scaling == ChannelScaling.Standardized;
        return new RankRow(
            source == RankSource.Untrained ? 0 : 8, source, place, channels, 8000, Unfolding.Pixels, scaling, share * channels, 0.3 * channels, 1, share,
            DeadUnits: 0.01 * depth, ClippedUnits: 0, Zeros: 0.4 + (0.02 * depth),
            isRecorded ? [.. Enumerable.Range(0, channels).Select(i => Math.Pow(10, -3.0 * i / channels * (1 - share)))] : []);
    }
}
