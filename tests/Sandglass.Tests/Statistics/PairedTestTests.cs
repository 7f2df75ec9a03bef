using CsCheck;
using Sandglass.Statistics;

namespace Sandglass.Tests.Statistics;

public class PairedTestTests
{
    // Differences 1, 2, 3, 4, 5 hundredths: mean 0.03, standard deviation 0.0158114, error 0.00707107, t = 4.242641.
    private static readonly double[] Second = [0.5, 0.5, 0.5, 0.5, 0.5];
    private static readonly double[] First = [0.51, 0.52, 0.53, 0.54, 0.55];

    [Fact]
    public void Both_p_values_are_those_of_students_t()
    {
        var test = PairedTest.Of(First, Second, margin: 0.05);
        Assert.Equal(5, test.Pairs);
        Assert.Equal(0.03, test.Difference.Mean, 1e-12);
        Assert.Equal(0.0158113883, test.Spread, 1e-9);
        Assert.Equal(0.013235599, test.DifferenceP, 1e-8); // 2 P(T4 > 4.242641)
        Assert.Equal(0.023710328, test.EquivalenceP, 1e-8); // P(T4 > 0.02 / 0.00707107)
    }

    [Fact]
    public void Exchanging_the_arms_changes_the_sign_alone() => Gen.Double[0, 1].Array[2, 8].Select(
        Gen.Double[0, 1].Array[8], (first, second) => (first, second[..first.Length])).Sample(pair =>
        {
            var (there, back) = (PairedTest.Of(pair.first, pair.Item2, 0.1), PairedTest.Of(pair.Item2, pair.first, 0.1));
            Assert.Equal(there.Difference.Mean, -back.Difference.Mean, 1e-12);
            Assert.Equal(there.DifferenceP, back.DifferenceP, 1e-9);
            Assert.Equal(there.EquivalenceP, back.EquivalenceP, 1e-9);
        });

    [Fact]
    public void A_wider_margin_makes_equivalence_likelier() => Gen.Double[-0.1, 0.1].Array[2, 8].Sample(differences =>
    {
        var zeros = new double[differences.Length];
        Assert.True(PairedTest.Of(differences, zeros, 0.02).EquivalenceP <= PairedTest.Of(differences, zeros, 0.01).EquivalenceP + 1e-12);
    });

    [Theory]
    [InlineData(0.02, 0, 0)] // beyond doubt different, beyond doubt within
    [InlineData(0, 1, 0)]
    [InlineData(0.2, 0, 1)]
    public void Equal_differences_leave_no_doubt(double difference, double differenceP, double equivalenceP)
    {
        var test = PairedTest.Of([difference, difference], [0, 0], 0.1);
        Assert.Equal((differenceP, equivalenceP), (test.DifferenceP, test.EquivalenceP));
    }

    [Fact]
    public void One_pair_tests_nothing()
    {
        var test = PairedTest.Of([0.5], [0.4], 0.1);
        Assert.Equal(0.1, test.Difference.Mean, 1e-12);
        Assert.All([test.Spread, test.DifferenceP, test.EquivalenceP, test.Difference.Low], value => Assert.True(double.IsNaN(value)));
    }

    [Fact]
    public void A_margin_must_be_positive_and_pairs_complete()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedTest.Of([1], [1], 0));
        Assert.Throws<ArgumentException>(() => PairedTest.Of([1, 2], [1], 0.1));
    }
}
