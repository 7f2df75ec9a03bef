namespace Sandglass.Images;

/// <summary>
/// Which pixels of a line make each pixel of a resized one, and how much each counts, as Pillow has it: a filter as wide as the
/// pixels that it makes one of, in whole numbers after one rounding of the weights, so that every machine computes the same bytes.
/// </summary>
internal sealed class ResamplingWindows
{
    /// <summary>Bits of a weight after the point.</summary>
    public const int Bits = 22;

    private readonly int[] _firsts;
    private readonly int[] _counts;
    private readonly int[] _weights;
    private readonly int _most;

    /// <summary>Windows for a line that is resized.</summary>
    /// <param name="from">Its pixels.</param>
    /// <param name="to">Pixels of the resized line.</param>
    /// <param name="start">The first of them that is wanted.</param>
    /// <param name="wanted">How many are.</param>
    /// <param name="resampling">The filter.</param>
    public ResamplingWindows(int from, int to, int start, int wanted, Resampling resampling)
    {
        var scale = (double)from / to;
        var stretch = Math.Max(scale, 1);
        var reach = stretch * (resampling == Resampling.Bilinear ? 1 : 2);
        _most = ((int)Math.Ceiling(reach) * 2) + 1;
        (_firsts, _counts, _weights) = (new int[wanted], new int[wanted], new int[wanted * _most]);
        Span<double> shares = _most <= 256 ? stackalloc double[_most] : new double[_most];
        for (var i = 0; i < wanted; i++)
        {
            var centre = (start + i + 0.5) * scale;
            var first = Math.Max(0, (int)(centre - reach + 0.5));
            var count = Math.Min(from, (int)(centre + reach + 0.5)) - first;
            var sum = 0.0;
            for (var k = 0; k < count; k++)
            {
                shares[k] = Share((k + first - centre + 0.5) * (1 / stretch), resampling);
                sum += shares[k];
            }

            (_firsts[i], _counts[i]) = (first, count);
            for (var k = 0; k < count; k++)
            {
                var weight = shares[k] / sum * (1 << Bits);
                _weights[(i * _most) + k] = (int)(weight < 0 ? weight - 0.5 : weight + 0.5);
            }
        }
    }

    /// <summary>Pixels of the resized line that are wanted.</summary>
    public int Count => _firsts.Length;

    /// <summary>The pixel behind the last that makes any.</summary>
    public int End => _firsts[^1] + _counts[^1];

    /// <summary>The first pixel that makes a wanted one.</summary>
    public int First(int i) => _firsts[i];

    /// <summary>How much it and the next ones count.</summary>
    public ReadOnlySpan<int> Weights(int i) => _weights.AsSpan(i * _most, _counts[i]);

    private static double Share(double distance, Resampling resampling)
    {
        const double A = -0.5;
        var x = Math.Abs(distance);
        return resampling switch
        {
            Resampling.Bilinear => Math.Max(0, 1 - x),
            _ when x < 1 => ((((A + 2) * x) - (A + 3)) * x * x) + 1,
            _ when x < 2 => ((((x - 5) * x) + 8) * x - 4) * A,
            _ => 0,
        };
    }
}
