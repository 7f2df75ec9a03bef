using Sandglass.Analysis.Gradients;
using Sandglass.Analysis.Interventions;
using Sandglass.Analysis.Ranks;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Training;

namespace Sandglass.Studies.Inside;

/// <summary>
/// The causal check: the shortcuts of a trained network are cut, scaled, narrowed and permuted, and rank, confusion and
/// accuracy are measured each time. If a metric explains accuracy it must move with it.
/// </summary>
internal sealed class InterventionObserver(IReadOnlyCollection<int> epochs, int lastEpoch, int batches, int batchSize)
    : TableObserver<InterventionRow>(epochs, lastEpoch)
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

    protected override IEnumerable<InterventionRow> Look(EpochMoment moment, CancellationToken cancellation)
    {
        var streams = new RandomStreams(moment.Spec.Seed);
        var settings = new ConfusionSettings { LabelSmoothing = moment.Spec.Recipe.LabelSmoothing };
        var drawn = ConfusionBatches.Draw(moment.Data.Training, moment.Normalization, batches, batchSize, streams).ToList();
        try
        {
            return
            [
                .. Variants.Select(variant => variant.Measure(moment.Network, changed => new InterventionRow(
                    moment.Epoch,
                    variant.Name,
                    RankShare(moment, changed, cancellation),
                    GradientConfusion.OfBatches(changed, drawn, streams, settings).Summarize().Median,
                    Evaluation.Of(changed, moment.Data.Validation, moment.Normalization, cancellation).Accuracy))),
            ];
        }
        finally
        {
            drawn.ForEach(batch => batch.Dispose());
        }
    }

    private static double RankShare(EpochMoment moment, BottleneckNetwork network, CancellationToken cancellation)
    {
        var last = network.Plan.Blocks.Last().Name + ".out";
        var options = new RankProfileOptions
        {
            Places = [last],
            Conventions = [new RankConvention(Unfolding.Pixels, ChannelScaling.Standardized)],
        };
        var rank = RankProfile.Of(network, moment.Data.Validation, moment.Normalization, options, cancellation).Ranks.Single();
        return rank.EffectiveRank / rank.Channels;
    }
}
