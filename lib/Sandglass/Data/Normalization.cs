namespace Sandglass.Data;

/// <summary>Mean and standard deviation by channel, of pixels in [0, 1]: networks see (pixel - mean) / deviation.</summary>
/// <param name="Mean">Mean of each channel.</param>
/// <param name="StandardDeviation">Population standard deviation of each channel, positive.</param>
public sealed record Normalization(IReadOnlyList<double> Mean, IReadOnlyList<double> StandardDeviation)
{
    /// <summary>The normalisation of a dataset (the training split, whatever it is then applied to).</summary>
    /// <exception cref="WorkbenchException">All pixels of a channel are equal.</exception>
    public static Normalization Of(ImageDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var plane = dataset.Height * dataset.Width;
        var sums = new long[dataset.Channels];
        var squares = new long[dataset.Channels];
        var pixels = dataset.Pixels;
        for (var at = 0; at < pixels.Length; at += plane)
        {
            var channel = at / plane % dataset.Channels;
            foreach (long value in pixels.Slice(at, plane))
            {
                sums[channel] += value;
                squares[channel] += value * value;
            }
        }

        // Whole numbers until here: the result does not depend on the order of summation.
        var count = (double)dataset.Count * plane;
        var mean = sums.Select(s => s / count / 255).ToArray();
        var deviation = squares.Select((s, c) => Math.Sqrt(Math.Max(0, (s / count / 255 / 255) - (mean[c] * mean[c])))).ToArray();
        return deviation.All(d => d > 0)
            ? new Normalization(mean, deviation)
            : throw new WorkbenchException($"{dataset.Name}: all pixels of a channel are equal, so it cannot be normalised; use other data.");
    }

    /// <summary>What a byte of each channel becomes: 256 values a channel, channel after channel.</summary>
    internal float[] Table()
    {
        var table = new float[256 * Mean.Count];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = (float)(((i % 256 / 255.0) - Mean[i / 256]) / StandardDeviation[i / 256]);
        }
        return table;
    }
}
