using Sandglass.Analysis.Ranks;
using Sandglass.Runtime;
using Sandglass.Training;

namespace Sandglass.Studies.Diagnostics;

/// <summary>Feature ranks along depth over training, on the validation images, nulls beside after the last epoch.</summary>
internal sealed class RankObserver(IReadOnlyCollection<int> epochs, int lastEpoch) : TableObserver<RankRow>(RankRow.FileName, epochs, lastEpoch)
{
    private static readonly RankConvention[] Conventions =
        [new(Unfolding.Pixels, ChannelScaling.Centered), new(Unfolding.Pixels, ChannelScaling.Standardized)];

    private static readonly string[] Blocks = ["stem.out", "stage*.block*.out"];

    protected override IEnumerable<RankRow> Look(RunSpec spec, ClassifierTraining training, int epoch, CancellationToken cancellation)
    {
        var images = training.Splits.Validation;
        var blocks = new RankProfileOptions { Conventions = Conventions, Places = Blocks, Seed = spec.Seed };
        RankProfile Of(RankProfileOptions options) =>
            RankProfile.Of(training.Network, images, training.Normalization, options, cancellation);
        if (epoch == 0)
        {
            // Before training BatchNorm has no statistics yet: the null takes them from the same images.
            var streams = new RandomStreams(spec.Seed);
            return Rows(0, RankProfile.Untrained(training.Network.Plan, streams, images, training.Normalization, blocks, cancellation));
        }

        return epoch < LastEpoch
            ? Rows(epoch, Of(blocks))
            :
            [
                .. Rows(epoch, Of(blocks with { Places = null })),
                .. Nulls(epoch, Of(blocks with { WithPermuted = true, WithGaussian = true })),
            ];
    }

    private IEnumerable<RankRow> Rows(int epoch, RankProfile profile)
    {
        var shares = profile.Rectifiers.ToDictionary(rectifier => rectifier.Place);
        return profile.Ranks.Select(rank => RankRow.Of(
            epoch, rank, shares.GetValueOrDefault(rank.Place), withSpectrum: epoch == LastEpoch && IsBlock(rank.Place) && rank.Convention.Scaling == ChannelScaling.Standardized));
    }

    private static IEnumerable<RankRow> Nulls(int epoch, RankProfile profile) => profile.Ranks
        .Where(rank => rank.Source != RankSource.Network)
        .Select(rank => RankRow.Of(epoch, rank, shares: null, withSpectrum: false));

    private static bool IsBlock(string place) => place.Split('.') is [_, _, "out"];
}
