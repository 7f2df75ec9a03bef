using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Sandglass.Analysis.Ranks;

/// <summary>Counts a rectified place's zeros and sixes by channel, batch by batch.</summary>
/// <param name="channels">Number of channels.</param>
/// <param name="clips">Whether 6 is the upper end.</param>
internal sealed class RectifierCounts(int channels, bool clips)
{
    private static readonly Scalar Zero = 0.0f.ToScalar();
    private static readonly Scalar Six = 6.0f.ToScalar();

    private readonly long[] _zeros = new long[channels];
    private readonly long[] _sixes = new long[channels];
    private long _values;

    /// <summary>Adds activations [n, C]; the caller's scope owns what is made on the way.</summary>
    internal void Add(Tensor samples)
    {
        AddTo(_zeros, samples.le(Zero));
        if (clips)
        {
            AddTo(_sixes, samples.ge(Six));
        }

        _values += samples.shape[0];
    }

    internal RectifierShares Shares(string place) => new(
        place,
        (double)_zeros.Count(count => count == _values) / channels,
        (double)_sixes.Count(count => count == _values) / channels,
        (double)_zeros.Sum() / (_values * channels),
        (double)_sixes.Sum() / (_values * channels));

    private static void AddTo(long[] counts, Tensor marks)
    {
        // 32-bit floats count exactly to 2^24 samples a batch, and add up several times as fast as integers.
        var added = MemoryMarshal.Cast<byte, float>(marks.to(ScalarType.Float32).sum(dim: 0).cpu().contiguous().bytes);
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] += (long)added[i];
        }
    }
}

/// <summary>What a ReLU or ReLU6 cut away at one place. A unit is a channel over all images and pixels.</summary>
/// <param name="Place">Dotted name of the place, a layer's or block's output.</param>
/// <param name="DeadUnits">Share of the units that are always 0.</param>
/// <param name="ClippedUnits">Share of the units that are always 6; 0 after a ReLU.</param>
/// <param name="Zeros">Share of the activations that are 0.</param>
/// <param name="Clipped">Share of the activations that are 6; 0 after a ReLU.</param>
public sealed record RectifierShares(string Place, double DeadUnits, double ClippedUnits, double Zeros, double Clipped);
