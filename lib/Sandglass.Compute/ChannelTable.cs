using System.Runtime.CompilerServices;
using Sandglass.Compute.Kernels;
using static TorchSharp.torch;

namespace Sandglass.Compute;

/// <summary>Numbers by channel of a unit's BatchNorm, in one tensor that the gradient graph keeps: mean, 1/σ, scale and shift.</summary>
internal sealed unsafe class ChannelTable
{
    private const int Rows = 4;

    private readonly float* _data;
    private readonly int _padded;

    /// <param name="numbers">Four rows of padded channels.</param>
    internal ChannelTable(Tensor numbers)
    {
        (Numbers, _padded) = (numbers, (int)numbers.shape[1]);
        _data = Memory.Of(numbers);
    }

    /// <summary>What the gradient graph keeps.</summary>
    internal Tensor Numbers { get; }

    internal float* Mean => _data;

    internal float* Inverse => _data + _padded;

    internal float* Scale => _data + (2 * _padded);

    internal float* Shift => _data + (3 * _padded);

    /// <summary>BatchNorm and activation as the next unit reads through them.</summary>
    internal Lens Lens(Bounds activation) => new((nint)Scale, (nint)Shift, activation.Least, activation.Most);

    /// <summary>Reads what is not normalised.</summary>
    internal static ChannelTable Plain(int channels)
    {
        var table = new ChannelTable(zeros(Rows, Padding.Of(channels)));
        new Span<float>(table.Scale, channels).Fill(1);
        return table;
    }

    /// <summary>Adds a bias.</summary>
    internal static ChannelTable OfBias(Tensor bias)
    {
        var channels = (int)bias.shape[0];
        var table = Plain(channels);
        new Span<float>(Memory.Of(bias), channels).CopyTo(new Span<float>(table.Shift, channels));
        return table;
    }

    /// <summary>From the sums of a batch, which also move the running statistics.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static ChannelTable OfBatch(ChannelSums[] parts, NormTensors norm, Tensor? bias, double epsilon)
    {
        var (table, channels, momentum) = (Plain(norm.Channels), norm.Channels, norm.Momentum);
        var gamma = Memory.Of(norm.Gamma);
        var beta = Memory.Of(norm.Beta);
        var runningMean = Memory.Of(norm.Mean);
        var runningVariance = Memory.Of(norm.Variance);
        var added = bias is null ? null : Memory.Of(bias);
        for (var c = 0; c < channels; c++)
        {
            var (count, mean, squares) = Moments(parts, c);
            table.Set(c, gamma[c], beta[c], mean, 1 / Math.Sqrt((squares / count) + epsilon));
            runningMean[c] = (float)(((1 - momentum) * runningMean[c]) + (momentum * (mean + (added == null ? 0 : added[c]))));
            runningVariance[c] = (float)(((1 - momentum) * runningVariance[c]) + (momentum * squares / (count - 1)));
        }

        return table;
    }

    /// <summary>From the running statistics.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static ChannelTable OfRunning(NormTensors norm, Tensor? bias, double epsilon)
    {
        var (table, channels) = (Plain(norm.Channels), norm.Channels);
        var gamma = Memory.Of(norm.Gamma);
        var beta = Memory.Of(norm.Beta);
        var mean = Memory.Of(norm.Mean);
        var variance = Memory.Of(norm.Variance);
        var added = bias is null ? null : Memory.Of(bias);
        for (var c = 0; c < channels; c++)
        {
            table.Set(c, gamma[c], beta[c], mean[c] - (added == null ? 0 : added[c]), 1 / Math.Sqrt(variance[c] + epsilon));
        }

        return table;
    }

    // Chan's rule for means and squared deviations of parts, in their order.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (long Count, double Mean, double Squares) Moments(ChannelSums[] parts, int channel)
    {
        var (count, mean, squares) = (0L, 0.0, 0.0);
        foreach (var part in parts)
        {
            if (part.Count == 0)
            {
                continue;
            }

            var shift = part.TotalFirst(channel) / part.Count;
            var ofPart = part.Pivot[channel] + shift;
            var away = ofPart - mean;
            squares += part.TotalSecond(channel) - (shift * part.TotalFirst(channel)) + (away * away * count / (count + part.Count) * part.Count);
            mean += away * part.Count / (count + part.Count);
            count += part.Count;
        }

        return (count, mean, squares < 0 ? 0 : squares);
    }

    private void Set(int channel, float gamma, float beta, double mean, double inverse)
    {
        var scale = gamma * inverse;
        (Mean[channel], Inverse[channel], Scale[channel]) = ((float)mean, (float)inverse, (float)scale);
        Shift[channel] = (float)(beta - (mean * scale));
    }
}
