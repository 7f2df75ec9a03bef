using Sandglass.Analysis.Gradients;

namespace Sandglass.Tests.Analysis.Gradients;

public class SummaryTests
{
    // f₁ = ½(w − 1)², f₂ = ½(w + 1)²: gradients w − 1 and w + 1, product w² − 1.
    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(0.6, 0.64)]
    [InlineData(-0.6, 0.64)]
    [InlineData(1.0, 0.0)]
    [InlineData(3.0, 0.0)]
    public void Eta_of_two_opposed_quadratics(double w, double eta)
    {
        var gram = GradientGram.OfVectors([0.5 * (w - 1) * (w - 1), 0.5 * (w + 1) * (w + 1)], [[w - 1], [w + 1]]);
        var summary = gram.Summarize();
        Assert.Equal(eta, summary.Eta, 1e-12);
        Assert.Equal(eta > 0 ? -1 : w == 1 ? 0 : 1, summary.Minimum, 1e-12);
        Assert.Equal(((w * w) + 1) / 2, gram.MeanLoss, 1e-12);
        Assert.Equal((w * w) + 1, summary.MeanSquaredNorm, 1e-12);
    }

    [Fact]
    public void Quantiles_and_shares_of_known_cosines()
    {
        // Unit vectors at 0, 60, 90 and 180 degrees.
        var gradients = new[] { 0, 60, 90, 180 }.Select(d => (double[])[2 * Math.Cos(d * Math.PI / 180), 2 * Math.Sin(d * Math.PI / 180)]);
        var summary = GradientGram.OfVectors(new double[4], [.. gradients]).Summarize();
        double[] cosines = [-1, -0.5, 0, 0, 0.5, Math.Sqrt(3) / 2];
        Assert.All(cosines.Zip(summary.Cosines), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.Equal(-1, summary.Minimum, 1e-12);
        Assert.Equal(-0.875, summary.FifthPercentile, 1e-12); // a quarter of the way from the first to the second
        Assert.Equal(0, summary.Median, 1e-12);
        Assert.Equal(4, summary.Eta, 1e-12);
        Assert.InRange(summary.ShareNegative, 2.0 / 6, 4.0 / 6); // two, and the zeros by rounding
    }

    [Fact]
    public void A_density_has_an_area_of_one_and_its_peak_where_the_cosines_are()
    {
        double[] cosines = [.. Enumerable.Range(0, 200).Select(i => 0.3 + (0.02 * Math.Sin(i)))];
        var density = CosineDensity.Of(cosines);
        var step = density.At[1] - density.At[0];
        Assert.Equal(1, density.Heights.Sum() * step, 0.01);
        Assert.InRange(density.At[0], -1, 0.28);
        Assert.True(density.Heights[80] > 10 * density.Heights[0]);
        Assert.InRange(CosineDensity.Of([1.0, 1.0]).At[^1], 0.99, 1); // cosines end at one
    }

    [Fact]
    public void One_gradient_has_nothing_to_disagree_with()
    {
        Assert.Throws<WorkbenchException>(() => GradientGram.OfVectors([0], [[1.0]]).Summarize());
        Assert.Throws<WorkbenchException>(() => GradientGram.OfVectors([0, 0], [[1.0], [1.0, 2.0]]));
        Assert.Throws<WorkbenchException>(() => ConfusionSummary.Of(new double[2, 3]));
    }
}
