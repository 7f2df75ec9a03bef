using System.Runtime.CompilerServices;

namespace Sandglass.Compute.Kernels;

/// <summary>
/// Two sums by channel of one part of the work: floats while a few hundred pixels run, doubles over all, so that neither
/// the passes are slow nor large batches lose digits. The first is taken about a pivot, the part's first pixel, which keeps
/// the variance exact where the mean is large.
/// </summary>
internal sealed unsafe class ChannelSums(int channels) : IDisposable
{
    private const int Pixels = 256;

    private readonly Room<double> _total = new(2L * channels);
    private readonly Room<float> _run = new(3L * channels);
    private long _pending;

    /// <summary>Channels, padded.</summary>
    internal int Channels => channels;

    /// <summary>By channel; zero until it is set.</summary>
    internal float* Pivot => _run.Data + (2 * channels);

    /// <summary>Pixels that were added.</summary>
    internal long Count { get; private set; }

    internal float* First => _run.Data;

    internal float* Second => _run.Data + channels;

    internal double TotalFirst(int channel) => _total.Data[channel];

    internal double TotalSecond(int channel) => _total.Data[channels + channel];

    /// <summary>Says that pixels were added to the running sums.</summary>
    internal void Added(long pixels)
    {
        Count += pixels;
        _pending += pixels;
        if (_pending >= Pixels)
        {
            Settle();
        }
    }

    /// <summary>Moves the running sums to the totals.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Settle()
    {
        for (var i = 0; i < 2 * channels; i++)
        {
            _total.Data[i] += _run.Data[i];
            _run.Data[i] = 0;
        }

        _pending = 0;
    }

    public void Dispose()
    {
        _total.Dispose();
        _run.Dispose();
    }
}
