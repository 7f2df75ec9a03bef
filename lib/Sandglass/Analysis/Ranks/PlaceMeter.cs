using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Sandglass.Analysis.Ranks;

/// <summary>Adds up what one place shows over the batches of a pass: only the unfoldings that are asked for.</summary>
internal sealed class PlaceMeter
{
    private const int RowsAtOnce = 1 << 15; // bounds the 64-bit copy

    private readonly string _place;
    private readonly int _channels;
    private readonly RankProfileOptions _options;
    private readonly RectifierCounts? _rectifier;
    private readonly RandomStream _shuffler;
    private readonly ChannelMoments? _pixels;
    private readonly ChannelMoments? _pooled;
    private readonly ChannelMoments _permutedPixels;
    private readonly List<double> _images = [];

    /// <summary>A meter that has seen nothing.</summary>
    /// <param name="place">Dotted name.</param>
    /// <param name="channels">Its channels.</param>
    /// <param name="rectifier">Counts zeros and sixes, where a rectifier writes the place.</param>
    /// <param name="options">What is measured.</param>
    internal PlaceMeter(string place, int channels, RectifierCounts? rectifier, RankProfileOptions options)
    {
        (_place, _channels, _rectifier, _options) = (place, channels, rectifier, options);
        _shuffler = Streams.Open($"permuted/{place}");
        _pixels = Wants(Unfolding.Pixels) ? new ChannelMoments(channels) : null;
        _pooled = Wants(Unfolding.Pooled) ? new ChannelMoments(channels) : null;
        _permutedPixels = new ChannelMoments(channels);
    }

    /// <summary>What the rectifier cut away, where one writes the place.</summary>
    internal RectifierShares? Shares => _rectifier?.Shares(_place);

    private RandomStreams Streams => new(_options.Seed);

    /// <summary>Adds a batch [N, C, H, W] or [N, C]; the caller's scope owns what is made on the way.</summary>
    internal void Add(Tensor activation)
    {
        var pixels = SampleRows.OfPixels(activation);
        _rectifier?.Add(pixels);
        if (_pixels is not null)
        {
            AddInParts(_pixels, pixels);
            if (_options.WithPermuted)
            {
                AddInParts(_permutedPixels, SampleRows.Permuted(pixels, _shuffler));
            }
        }

        if (_pooled is not null)
        {
            var images = SampleRows.OfImages(activation);
            _pooled.Add(images);
            _images.AddRange(_options.WithPermuted ? images.cpu().contiguous().data<double>().ToArray() : []);
        }
    }

    /// <summary>The place's own ranks, one a convention.</summary>
    internal IEnumerable<PlaceRank> Ranks(RankSource source) => _options.Conventions.Select(c => Rank(source, c, Moments(c)));

    /// <summary>The nulls that are asked for, one a convention.</summary>
    internal IEnumerable<PlaceRank> Nulls()
    {
        var permuted = _options.WithPermuted ? _options.Conventions : [];
        var pooled = PermutedImages();
        return
        [
            .. permuted.Select(c => Rank(RankSource.Permuted, c, c.Unfolding == Unfolding.Pixels ? _permutedPixels : pooled)),
            .. from convention in _options.WithGaussian ? _options.Conventions : []
               let samples = Moments(convention).Samples
               where samples > _channels
               let stream = Streams.Open($"gaussian/{_place}/{convention}")
               let spectrum = GaussianNull.Draw(samples, _channels, convention.Scaling, stream)
               select new PlaceRank(_place, RankSource.Gaussian, convention, samples, spectrum),
        ];
    }

    private static void AddInParts(ChannelMoments moments, Tensor rows)
    {
        for (var at = 0L; at < rows.shape[0]; at += RowsAtOnce)
        {
            using var scope = NewDisposeScope();
            moments.Add(rows.narrow(0, at, Math.Min(RowsAtOnce, rows.shape[0] - at)));
        }
    }

    // Over all images and not batch by batch, since there are few.
    private ChannelMoments PermutedImages()
    {
        using var scope = NewDisposeScope();
        var pooled = new ChannelMoments(_channels);
        if (_images.Count > 0)
        {
            pooled.Add(SampleRows.Permuted(Matrices.Of([.. _images], _images.Count / _channels, _channels), _shuffler));
        }

        return pooled;
    }

    private bool Wants(Unfolding unfolding) => _options.Conventions.Any(convention => convention.Unfolding == unfolding);

    private ChannelMoments Moments(RankConvention convention) =>
        (convention.Unfolding == Unfolding.Pixels ? _pixels : _pooled)!;

    private PlaceRank Rank(RankSource source, RankConvention convention, ChannelMoments moments)
    {
        try
        {
            return new PlaceRank(_place, source, convention, moments.Samples, moments.Spectrum(convention.Scaling));
        }
        catch (WorkbenchException fault)
        {
            throw new WorkbenchException($"{_place}: {fault.Message}", fault);
        }
    }
}

/// <summary>Activations as rows of channels.</summary>
internal static class SampleRows
{
    /// <summary>[N, C, H, W] → [N·H·W, C], and [N, C] as it is; a view where the memory is channels-last.</summary>
    internal static Tensor OfPixels(Tensor activation) =>
        activation.dim() == 4 ? activation.permute(0, 2, 3, 1).reshape(-1, activation.shape[1]) : activation;

    /// <summary>[N, C, H, W] → [N, C], averaged over the pixels.</summary>
    internal static Tensor OfImages(Tensor activation) =>
        (activation.dim() == 4 ? activation.mean([2, 3]) : activation).to(ScalarType.Float64);

    /// <summary>The same values, each channel's in an order of its own (Fisher and Yates).</summary>
    internal static Tensor Permuted(Tensor rows, RandomStream stream)
    {
        var (count, channels) = ((int)rows.shape[0], (int)rows.shape[1]);
        var values = rows.t().contiguous().to(ScalarType.Float64).cpu().data<double>().ToArray();
        for (var channel = 0; channel < channels; channel++)
        {
            stream.Shuffle(values.AsSpan(channel * count, count));
        }

        return Matrices.Of(values, channels, count).t();
    }
}
