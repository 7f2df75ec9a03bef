using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Sandglass.Analysis.Ranks;

/// <summary>Adds up what one place shows over the batches of a pass.</summary>
/// <param name="place">Dotted name.</param>
/// <param name="channels">Its channels.</param>
/// <param name="rectifier">Counts zeros and sixes, where a rectifier writes the place.</param>
/// <param name="shuffler">Orders the permuted null; null where it is not wanted.</param>
internal sealed class PlaceMeter(string place, int channels, RectifierCounts? rectifier, RandomStream? shuffler)
{
    private const int RowsAtOnce = 1 << 15; // bounds the 64-bit copy

    private readonly ChannelMoments _pixels = new(channels);
    private readonly ChannelMoments _pooled = new(channels);
    private readonly ChannelMoments _permutedPixels = new(channels);
    private readonly List<double> _images = [];

    internal RectifierShares? Shares => rectifier?.Shares(place);

    /// <summary>Adds a batch [N, C, H, W] or [N, C].</summary>
    internal void Add(Tensor activation)
    {
        var pixels = SampleRows.OfPixels(activation.detach());
        rectifier?.Add(pixels);
        AddInParts(_pixels, pixels);
        var images = SampleRows.OfImages(activation.detach());
        _pooled.Add(images);
        if (shuffler is not null)
        {
            AddInParts(_permutedPixels, SampleRows.Permuted(pixels, shuffler));
            _images.AddRange(images.cpu().contiguous().data<double>().ToArray());
        }
    }

    internal IEnumerable<PlaceRank> Ranks(RankSource source, IEnumerable<RankConvention> conventions) =>
        conventions.Select(convention => Rank(source, convention, convention.Unfolding == Unfolding.Pixels ? _pixels : _pooled));

    internal IEnumerable<PlaceRank> PermutedRanks(IReadOnlyList<RankConvention> conventions)
    {
        var pooled = new ChannelMoments(channels);
        using (NewDisposeScope())
        {
            pooled.Add(SampleRows.Permuted(tensor([.. _images], [_images.Count / channels, channels]), shuffler!));
        }

        return
        [
            .. conventions.Select(convention =>
                Rank(RankSource.Permuted, convention, convention.Unfolding == Unfolding.Pixels ? _permutedPixels : pooled)),
        ];
    }

    internal IEnumerable<PlaceRank> GaussianRanks(IEnumerable<RankConvention> conventions, RandomStreams streams) =>
        from convention in conventions
        let samples = convention.Unfolding == Unfolding.Pixels ? _pixels.Samples : _pooled.Samples
        where samples > channels
        let stream = streams.Open($"gaussian/{place}/{convention}")
        select new PlaceRank(
            place, RankSource.Gaussian, convention, samples, GaussianNull.Draw(samples, channels, convention.Scaling, stream));

    private static void AddInParts(ChannelMoments moments, Tensor rows)
    {
        for (var at = 0L; at < rows.shape[0]; at += RowsAtOnce)
        {
            using var scope = NewDisposeScope();
            moments.Add(rows.narrow(0, at, Math.Min(RowsAtOnce, rows.shape[0] - at)));
        }
    }

    private PlaceRank Rank(RankSource source, RankConvention convention, ChannelMoments moments)
    {
        try
        {
            return new PlaceRank(place, source, convention, moments.Samples, moments.Spectrum(convention.Scaling));
        }
        catch (WorkbenchException fault)
        {
            throw new WorkbenchException($"{place}: {fault.Message}", fault);
        }
    }
}
