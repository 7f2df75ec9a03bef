using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Sandglass.Analysis.Ranks;

/// <summary>
/// Count, sums and Gram matrix XᵀX of samples by channels, added up in 64-bit floats batch by batch. They give the
/// singular values under every <see cref="ChannelScaling"/> without keeping the samples. 32-bit floats would not do:
/// taking the root of a Gram matrix's eigenvalues loses half of the digits.
/// </summary>
internal sealed class ChannelMoments
{
    // A variance this much smaller than the mean square is what cancellation leaves of a constant.
    private const double Constant = 1e-12;

    private readonly double[] _sums;
    private readonly double[] _gram;

    /// <summary>Of no samples yet.</summary>
    /// <param name="channels">Number of channels, positive.</param>
    public ChannelMoments(int channels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        (Channels, _sums, _gram) = (channels, new double[channels], new double[channels * channels]);
    }

    /// <summary>Number of channels.</summary>
    public int Channels { get; }

    /// <summary>Samples added so far.</summary>
    public long Samples { get; private set; }

    /// <summary>Adds samples that lie one after the other.</summary>
    /// <param name="samples">Values, <see cref="Channels"/> a sample.</param>
    /// <exception cref="ArgumentException">The last sample is not whole.</exception>
    public void Add(ReadOnlySpan<double> samples)
    {
        if (samples.Length % Channels != 0)
        {
            throw new ArgumentException($"{samples.Length} values are not samples of {Channels} channels", nameof(samples));
        }

        using var scope = NewDisposeScope();
        Add(Matrices.Of(samples.ToArray(), samples.Length / Channels, Channels));
    }

    /// <summary>The singular values of all samples.</summary>
    /// <param name="scaling">What is done to each channel first.</param>
    /// <exception cref="WorkbenchException">There is no sample, or an activation was not a finite number.</exception>
    public Spectrum Spectrum(ChannelScaling scaling)
    {
        if (Samples == 0 || !_gram.All(double.IsFinite))
        {
            throw new WorkbenchException(Samples == 0
                ? "without samples there is no rank; add some first"
                : "the rank cannot be computed: an activation is not a finite number; use a run that did not diverge");
        }

        var factors = Enumerable.Range(0, Channels).Select(i => Factor(i, scaling)).ToArray();
        var scaled = new double[Channels * Channels];
        for (var i = 0; i < Channels; i++)
        {
            for (var j = 0; j < Channels; j++)
            {
                var product = _gram[(i * Channels) + j];
                product -= scaling == ChannelScaling.Raw ? 0 : _sums[i] * _sums[j] / Samples;
                scaled[(i * Channels) + j] = product * factors[i] * factors[j];
            }
        }

        return new Spectrum(SingularValues.OfGram(scaled));
    }

    /// <summary>Adds samples [n, C] of any type and strides; the caller's scope owns what is made on the way.</summary>
    internal void Add(Tensor samples)
    {
        var exact = samples.to(ScalarType.Float64);
        AddTo(_sums, exact.sum(dim: 0));
        AddTo(_gram, exact.t().mm(exact));
        Samples += samples.shape[0];
    }

    /// <summary>The moments of samples that were never drawn one by one.</summary>
    internal static ChannelMoments FromGram(double[] gram, long samples)
    {
        var moments = new ChannelMoments((int)Math.Sqrt(gram.Length)) { Samples = samples };
        gram.CopyTo(moments._gram, 0);
        return moments;
    }

    private double Factor(int channel, ChannelScaling scaling)
    {
        var square = _gram[(channel * Channels) + channel];
        var variance = square - (_sums[channel] * _sums[channel] / Samples);
        return scaling != ChannelScaling.Raw && variance <= Constant * square ? 0
            : scaling == ChannelScaling.Standardized ? Math.Sqrt(Samples / variance)
            : 1;
    }

    private static void AddTo(double[] totals, Tensor values)
    {
        var added = MemoryMarshal.Cast<byte, double>(values.cpu().contiguous().bytes);
        for (var i = 0; i < totals.Length; i++)
        {
            totals[i] += added[i];
        }
    }
}

/// <summary>What is done to each channel before singular values are taken.</summary>
public enum ChannelScaling
{
    /// <summary>Nothing: a large mean is the first direction, a loud channel weighs more than a quiet one.</summary>
    Raw,

    /// <summary>Its mean is subtracted: principal components.</summary>
    Centered,

    /// <summary>Its mean is subtracted and it is divided by its standard deviation, so that scale no longer tells families
    /// and places apart; a channel that never changes is left at zero.</summary>
    Standardized,
}

internal static class SingularValues
{
    /// <summary>The singular values of X from XᵀX, which is symmetric and [C, C]; largest first.</summary>
    internal static double[] OfGram(double[] gram)
    {
        using var scope = NewDisposeScope();
        var side = (long)Math.Sqrt(gram.Length);
        var eigenvalues = linalg.eigvalsh(Matrices.Of(gram, side, side)).data<double>().ToArray();

        // Rounding leaves eigenvalues of zero a little to either side of it.
        return [.. eigenvalues.Reverse().Select(value => Math.Sqrt(Math.Max(0, value)))];
    }
}
