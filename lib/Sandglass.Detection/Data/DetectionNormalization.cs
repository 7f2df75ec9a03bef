using Sandglass.Data;

namespace Sandglass.Detection.Data;

/// <summary>How the pictures of detection sets become numbers.</summary>
internal static class DetectionNormalization
{
    /// <summary>
    /// The authors' for VOC: 123, 117 and 104 are subtracted from red, green and blue, and nothing is divided. It is not
    /// the normalisation that their backbone was trained with.
    /// </summary>
    public static Normalization Ssd { get; } = new([123 / 255.0, 117 / 255.0, 104 / 255.0], [1 / 255.0, 1 / 255.0, 1 / 255.0]);

    /// <summary>Mean and standard deviation of each channel over all pixels of a set: the training set's, whatever it is then applied to.</summary>
    /// <exception cref="WorkbenchException">All pixels of a channel are equal.</exception>
    public static Normalization Of(IDetectionSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var (counts, sums, squares) = (0L, new long[set.Channels], new long[set.Channels]);
        for (var i = 0; i < set.Count; i++)
        {
            var pixels = set.Read(i).Image.Pixels;
            for (var at = 0; at < pixels.Length; at++)
            {
                long value = pixels[at];
                sums[at % set.Channels] += value;
                squares[at % set.Channels] += value * value;
            }
            counts += pixels.Length / set.Channels;
        }

        // Whole numbers until here: the result does not depend on the order of summation.
        var mean = sums.Select(sum => (double)sum / counts / 255).ToArray();
        var deviation = squares.Select((sum, c) => Math.Sqrt(Math.Max(0, ((double)sum / counts / 255 / 255) - (mean[c] * mean[c])))).ToArray();
        return deviation.All(d => d > 0)
            ? new Normalization(mean, deviation)
            : throw new WorkbenchException($"{set.Name}: all pixels of a channel are equal, so it cannot be normalised; use other pictures.");
    }
}
