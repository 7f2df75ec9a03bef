using MathNet.Numerics.Statistics;
using Sandglass.Runtime;

namespace Sandglass.Statistics;

/// <summary>
/// Uncertainty from the test images, beside that from the seeds: would other images of the same kind say the same of
/// these very networks?
/// </summary>
internal static class ImageBootstrap
{
    /// <summary>Resamples of the percentile interval.</summary>
    public const int Resamples = 2000;

    /// <summary>The difference in accuracy of two sets of runs, by resampling images.</summary>
    /// <param name="first">For each run, whether each test image was right.</param>
    /// <param name="second">The same images for the runs of the other arm.</param>
    /// <param name="random">Which images a resample takes.</param>
    /// <returns>Mean of first minus second with its 95 % percentile interval.</returns>
    /// <exception cref="ArgumentException">A list is empty, or the runs saw different numbers of images.</exception>
    public static Interval OfDifference(
        IReadOnlyList<IReadOnlyList<bool>> first, IReadOnlyList<IReadOnlyList<bool>> second, RandomStream random)
    {
        var images = first.Concat(second).Select(run => run.Count).Distinct().ToArray();
        if (first.Count == 0 || second.Count == 0 || images.Length != 1 || images[0] == 0)
        {
            throw new ArgumentException("both sides need runs over the same, non-empty test images");
        }

        double[] differences = [.. Right(first, images[0]).Zip(Right(second, images[0]), (one, other) => ((double)one / first.Count) - ((double)other / second.Count))];
        var (means, places) = (new double[Resamples], new int[differences.Length]);
        for (var resample = 0; resample < Resamples; resample++)
        {
            random.Fill(places, differences.Length);
            var sum = 0.0;
            foreach (var place in places)
            {
                sum += differences[place];
            }

            means[resample] = sum / differences.Length;
        }

        return new Interval(differences.Average(), means.Quantile(0.025), means.Quantile(0.975));
    }

    // How many of the runs were right, by image.
    private static int[] Right(IReadOnlyList<IReadOnlyList<bool>> runs, int images)
    {
        var right = new int[images];
        foreach (var run in runs)
        {
            var bits = run as bool[] ?? [.. run]; // an interface's indexer takes longer than the sum
            for (var i = 0; i < right.Length; i++)
            {
                right[i] += bits[i] ? 1 : 0;
            }
        }

        return right;
    }
}
