using Sandglass.Runtime;

namespace Sandglass.Analysis.Ranks;

/// <summary>
/// What independent standard normal activations of the same shape would measure: the rank that a finite number of
/// samples gives to channels which share nothing.
/// </summary>
public static class GaussianNull
{
    /// <summary>
    /// The singular values of so many normal samples. Their Gram matrix is drawn as a whole (Bartlett's decomposition of
    /// the Wishart distribution), which has the same distribution as drawing every sample and costs as much as one a
    /// channel.
    /// </summary>
    /// <param name="samples">Rows of the matrix, more than channels.</param>
    /// <param name="channels">Columns of the matrix.</param>
    /// <param name="scaling">What is done to each channel first.</param>
    /// <param name="stream">Where the numbers come from.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not more samples than channels.</exception>
    public static Spectrum Draw(long samples, int channels, ChannelScaling scaling, RandomStream stream)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(samples, channels);
        ArgumentNullException.ThrowIfNull(stream);

        // Subtracting the means takes one degree of freedom.
        var freedom = scaling == ChannelScaling.Raw ? samples : samples - 1;
        var root = new double[channels][];
        for (var i = 0; i < channels; i++)
        {
            root[i] = new double[channels];
            for (var j = 0; j < i; j++)
            {
                root[i][j] = stream.NextGaussian();
            }

            root[i][i] = Math.Sqrt(ChiSquare(freedom - i, stream));
        }

        var gram = new double[channels * channels];
        for (var i = 0; i < channels; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var product = 0.0;
                for (var k = 0; k <= j; k++)
                {
                    product += root[i][k] * root[j][k];
                }

                gram[(i * channels) + j] = gram[(j * channels) + i] = product;
            }
        }

        return ChannelMoments.FromGram(gram, samples).Spectrum(scaling);
    }

    // Twice a gamma variable of shape k / 2 (Marsaglia and Tsang 2000); a shape below 1 is raised by one and corrected.
    private static double ChiSquare(long freedom, RandomStream stream)
    {
        var shape = freedom / 2.0;
        var correction = shape < 1 ? Math.Pow(1 - stream.NextDouble(), 1 / shape) : 1;
        var d = (shape < 1 ? shape + 1 : shape) - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = stream.NextGaussian();
            var v = Math.Pow(1 + (c * x), 3);
            if (v > 0 && Math.Log(1 - stream.NextDouble()) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v)))
            {
                return 2 * d * v * correction;
            }
        }
    }
}
