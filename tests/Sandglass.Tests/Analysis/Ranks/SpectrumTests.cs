using CsCheck;
using Sandglass.Analysis.Ranks;

namespace Sandglass.Tests.Analysis.Ranks;

public class SpectrumTests
{
    // Entropies by hand: σ/Σσ = ½, ¼, ¼ has 1.5 bits, so 2^1.5; squares would give ⅔, ⅙, ⅙.
    [Theory]
    [InlineData(new[] { 2.0, 1, 1 }, 2.8284271247461903, 1.5, 1.0)]
    [InlineData(new[] { 1.0, 1, 1, 1, 1 }, 5, 5, 1.0)]
    [InlineData(new[] { 7.0, 0, 0, 0 }, 1, 1, 0.25)]
    [InlineData(new[] { 3.0, 1, 0, 0 }, 1.7547653506033232, 1.1111111111111112, 0.5)]
    [InlineData(new[] { 10.0, 0.1, 0.1, 0.1 }, 1.1778490931156114, 1.0003, 0.25)]
    public void Known_spectra(double[] values, double effective, double stable, double saturation)
    {
        var spectrum = new Spectrum(values);
        Assert.Equal(effective, spectrum.EffectiveRank, 1e-9);
        Assert.Equal(stable, spectrum.StableRank, 1e-12);
        Assert.Equal(saturation, spectrum.Saturation());
    }

    [Theory]
    [InlineData(1e-3, 3)]
    [InlineData(1e-5, 4)]
    [InlineData(0.2, 2)]
    public void The_numerical_rank_counts_what_exceeds_a_share_of_the_largest(double tolerance, int rank)
    {
        var spectrum = new Spectrum([10, 5, 1, 1e-3, 0]);
        Assert.Equal(rank, spectrum.NumericalRank(tolerance));
        Assert.Equal(rank / 5.0, spectrum.RankRatio(tolerance));
    }

    [Theory]
    [InlineData(0.66, 1)]
    [InlineData(0.8, 2)]
    [InlineData(0.99, 3)]
    public void Saturation_counts_the_leading_directions(double variance, int directions) =>
        Assert.Equal(directions / 3.0, new Spectrum([2, 1, 1]).Saturation(variance));

    [Fact]
    public void Nothing_has_rank_zero()
    {
        var nothing = new Spectrum([0, 0, 0]);
        Assert.Equal((0, 0, 0, 0), (nothing.EffectiveRank, nothing.StableRank, nothing.NumericalRank(1e-5), nothing.Saturation()));
    }

    [Fact]
    public void Every_measure_lies_between_one_and_the_directions_and_ignores_scale() =>
        Gen.Select(Gen.Double[0.01, 10].Array[1, 12], Gen.Double[0.001, 1000]).Sample((values, factor) =>
        {
            var spectrum = new Spectrum([.. values.OrderDescending()]);
            var scaled = new Spectrum([.. spectrum.SingularValues.Select(s => s * factor)]);
            Assert.InRange(spectrum.StableRank, 1, spectrum.EffectiveRank + 1e-9);
            Assert.InRange(spectrum.EffectiveRank, 1, values.Length + 1e-9);
            Assert.Equal(spectrum.EffectiveRank, scaled.EffectiveRank, 1e-9);
            Assert.Equal(spectrum.StableRank, scaled.StableRank, 1e-9);
        });
}
