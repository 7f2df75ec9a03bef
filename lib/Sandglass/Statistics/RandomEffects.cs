using MathNet.Numerics.Distributions;

namespace Sandglass.Statistics;

/// <summary>
/// One hierarchical model over the differences of several cells, such as budgets and sets of images: the true difference of
/// a cell is normal around an overall mean, and what was measured is normal around that with the cell's own standard error.
/// The spread between cells is estimated by restricted maximum likelihood (Viechtbauer 2005), the interval of the mean is
/// that of Hartung and Knapp (2001), and the prediction interval that of Higgins, Thompson and Spiegelhalter (2009), which
/// is too short where cells differ by less than their errors: they are then often taken to be alike (Partlett and Riley 2017).
/// </summary>
/// <param name="Mean">The overall mean with its 95 % interval: t of one degree of freedom less than there are cells.</param>
/// <param name="Between">Standard deviation of true differences between cells.</param>
/// <param name="NewCell">Where the true difference of a cell like these lies in 95 % of cases, t of one degree less; of two cells NaN.</param>
/// <param name="Weights">The share that each cell has in the mean.</param>
internal sealed record RandomEffects(Interval Mean, double Between, Interval NewCell, IReadOnlyList<double> Weights)
{
    private const int Halvings = 60;
    private const double Level = 0.95;

    /// <summary>Fits the model.</summary>
    /// <param name="cells">The measured mean difference of each cell and its standard error.</param>
    /// <exception cref="ArgumentException">There are fewer than two cells, or a standard error is not positive.</exception>
    public static RandomEffects Of(IReadOnlyList<(double Mean, double Error)> cells)
    {
        if (cells.Count < 2 || !cells.All(cell => cell.Error > 0))
        {
            throw new ArgumentException("the model needs two cells or more, each with a standard error above zero", nameof(cells));
        }

        var between = Variance(cells);
        var (weights, mean) = Weighted(cells, between);
        var sum = weights.Sum();
        var error = Math.Sqrt(weights.Zip(cells, (weight, cell) => weight * Math.Pow(cell.Mean - mean, 2)).Sum() / (cells.Count - 1) / sum);
        return new RandomEffects(
            Around(mean, error, cells.Count - 1),
            Math.Sqrt(between),
            Around(mean, Math.Sqrt(between + (error * error)), cells.Count - 2),
            [.. weights.Select(weight => weight / sum)]);
    }

    /// <summary>Twice the restricted log-likelihood without its constant, to be held against other variances.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="between">A variance between cells.</param>
    internal static double LogLikelihood(IReadOnlyList<(double Mean, double Error)> cells, double between)
    {
        var (weights, mean) = Weighted(cells, between);
        return weights.Zip(cells, (weight, cell) => Math.Log(weight) - (weight * Math.Pow(cell.Mean - mean, 2))).Sum() - Math.Log(weights.Sum());
    }

    // The highest of the places where the likelihood stops to rise, sought from a variance that is too large down to none.
    private static double Variance(IReadOnlyList<(double Mean, double Error)> cells)
    {
        var centre = cells.Average(cell => cell.Mean);
        var high = 10 * cells.Sum(cell => Math.Pow(cell.Mean - centre, 2) + Math.Pow(cell.Error, 2));
        var low = high;
        for (var i = 0; i < Halvings && Slope(cells, low) <= 0; i++)
        {
            (high, low) = (low, low / 2);
        }

        if (Slope(cells, low) <= 0)
        {
            return 0;
        }

        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Slope(cells, middle) > 0 ? (middle, high) : (low, middle);
        }

        var top = (low + high) / 2;
        return LogLikelihood(cells, top) > LogLikelihood(cells, 0) ? top : 0;
    }

    // Of the likelihood over the variance.
    private static double Slope(IReadOnlyList<(double Mean, double Error)> cells, double between)
    {
        var (weights, mean) = Weighted(cells, between);
        var squares = weights.Select(weight => weight * weight).ToArray();
        return squares.Zip(cells, (square, cell) => square * Math.Pow(cell.Mean - mean, 2)).Sum() + (squares.Sum() / weights.Sum()) - weights.Sum();
    }

    private static (double[] Weights, double Mean) Weighted(IReadOnlyList<(double Mean, double Error)> cells, double between)
    {
        double[] weights = [.. cells.Select(cell => 1 / ((cell.Error * cell.Error) + between))];
        return (weights, weights.Zip(cells, (weight, cell) => weight * cell.Mean).Sum() / weights.Sum());
    }

    private static Interval Around(double mean, double error, int freedom)
    {
        var half = freedom > 0 ? StudentT.InvCDF(0, 1, freedom, (1 + Level) / 2) * error : double.NaN;
        return new Interval(mean, mean - half, mean + half, Level);
    }
}
