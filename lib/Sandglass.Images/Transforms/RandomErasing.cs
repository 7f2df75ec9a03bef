using Sandglass.Runtime;

namespace Sandglass.Images.Transforms;

/// <summary>
/// A rectangle of a normalised picture filled with standard normal numbers: Zhong and others 2017 (arXiv 1708.04896), as timm's
/// mode <c>pixel</c> has it. Its share of the area is uniform between 2 % and a third, its ratio of height to width between 3:10 and 10:3,
/// uniform in the logarithm; one that does not fit is drawn again, ten times at most.
/// </summary>
internal static class RandomErasing
{
    private const int Tries = 10;
    private const double LeastArea = 0.02;
    private const double MostArea = 1.0 / 3;
    private const double LeastRatio = 0.3;

    /// <summary>Erases with a probability.</summary>
    /// <param name="numbers">Side x side x channels numbers, the channels of a pixel side by side.</param>
    /// <param name="side">Pixels of a row, and rows.</param>
    /// <param name="probability">How likely it is.</param>
    /// <param name="random">Where all is drawn from.</param>
    public static void Apply(Span<float> numbers, int side, double probability, RandomStream random)
    {
        if (random.NextDouble() >= probability)
        {
            return;
        }

        var row = numbers.Length / side;
        var channels = row / side;
        for (var i = 0; i < Tries; i++)
        {
            var area = (double)side * side * (LeastArea + ((MostArea - LeastArea) * random.NextDouble()));
            var ratio = Math.Exp(Math.Log(LeastRatio) * ((2 * random.NextDouble()) - 1));
            var (down, across) = ((int)Math.Round(Math.Sqrt(area * ratio)), (int)Math.Round(Math.Sqrt(area / ratio)));
            if (down >= side || across >= side)
            {
                continue;
            }

            var (top, left) = (random.NextInt32(side - down + 1), random.NextInt32(side - across + 1));
            for (var y = top; y < top + down; y++)
            {
                foreach (ref var number in numbers.Slice((y * row) + (left * channels), across * channels))
                {
                    number = (float)random.NextGaussian();
                }
            }

            return;
        }
    }
}
