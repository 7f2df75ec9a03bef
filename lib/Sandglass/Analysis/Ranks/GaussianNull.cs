using Sandglass.Runtime;

namespace Sandglass.Analysis.Ranks;

/// <summary>
/// What independent standard normal activations of the same shape would measure: the rank that a finite number of
/// samples gives to channels which share nothing.
/// </summary>
internal static class GaussianNull
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
        var gram = WishartDraws.Draw(channels, freedom, stream).Cast<double>().ToArray();
        return ChannelMoments.FromGram(gram, samples).Spectrum(scaling);
    }
}
