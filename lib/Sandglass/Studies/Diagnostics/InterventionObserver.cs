using Sandglass.Analysis.Gradients;
using Sandglass.Analysis.Interventions;
using Sandglass.Analysis.Ranks;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Training;

namespace Sandglass.Studies.Diagnostics;

/// <summary>
/// The causal check: the shortcuts of a trained network are cut, scaled, narrowed and permuted, and rank, confusion and
/// accuracy are measured each time. If a metric explains accuracy it must move with it.
/// </summary>
internal sealed class InterventionObserver(IReadOnlyCollection<int> epochs, int lastEpoch, int batches, int batchSize)
    : TableObserver<InterventionRow>(InterventionRow.FileName, epochs, lastEpoch)
{
    private static readonly ShortcutVariant[] Variants =
    [
        ShortcutVariant.Intact,
        ShortcutVariant.Scaled(0.75),
        ShortcutVariant.Scaled(0.5),
        ShortcutVariant.Narrowed(0.5),
        ShortcutVariant.Permuted(1),
        ShortcutVariant.Cut,
    ];

    protected override IEnumerable<InterventionRow> Look(RunSpec spec, ClassifierTraining training, int epoch, CancellationToken cancellation)
    {
        var streams = new RandomStreams(spec.Seed);
        var settings = new ConfusionSettings { LabelSmoothing = spec.Recipe.LabelSmoothing };
        return ConfusionBatches.Use(training.Splits.Training, training.Normalization, batches, batchSize, streams, drawn => Variants
            .Select(variant => variant.Measure(training.Network, changed => new InterventionRow(
                epoch,
                variant.Name,
                RankShare(training, changed, cancellation),
                GradientConfusion.OfBatches(changed, drawn, streams, settings).Summarize().Median,
                Evaluation.Of(changed, training.Splits.Validation, training.Normalization, cancellation: cancellation).Accuracy)))
            .ToArray());
    }

    private static double RankShare(ClassifierTraining training, BottleneckNetwork network, CancellationToken cancellation)
    {
        var last = network.Plan.Blocks.Last().Name + ".out";
        var options = new RankProfileOptions
        {
            Places = [last],
            Conventions = [new RankConvention(Unfolding.Pixels, ChannelScaling.Standardized)],
        };
        var rank = RankProfile.Of(network, training.Splits.Validation, training.Normalization, options, cancellation).Ranks.Single();
        return rank.EffectiveRank / rank.Channels;
    }
}
