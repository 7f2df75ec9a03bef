using CsCheck;
using Sandglass.Deployment.Quantization;

namespace Sandglass.Deployment.Tests.Quantization;

public class RangeTests
{
    [Fact]
    public void Zero_is_a_step_and_no_value_of_the_range_is_further_than_half_a_step() => (
        from least in Gen.Double[-100, 100]
        from most in Gen.Double[-100, 100]
        from bits in Gen.Int[2, 8]
        select (Math.Min(least, most), Math.Max(least, most), bits)).Sample((least, most, bits) =>
        {
            var steps = QuantizationSteps.OfRange(least, most, bits);
            Assert.Equal(0, steps.Rounded(0));
            foreach (var share in (double[])[0, 0.2, 0.5, 0.77, 1])
            {
                var x = Math.Min(least, 0) + (share * (Math.Max(most, 0) - Math.Min(least, 0)));

                // The zero point is rounded to a step, so that an end of the range may lie half a step beyond.
                Assert.InRange(Math.Abs(steps.Rounded(x) - x), 0, (1.0001 * steps.Scale) + 1e-9);
            }
        });

    [Theory]
    [InlineData(nameof(RangeRule.MinimumMaximum), 99, 101)]
    [InlineData(nameof(RangeRule.Percentile), 2, 8)]
    [InlineData(nameof(RangeRule.MeanSquaredError), 15, 90)]
    [InlineData(nameof(RangeRule.Entropy), 15, 90)]
    public void Rules_leave_out_what_is_rare(string rule, double least, double most)
    {
        // Exponential up to 5 in small bins, and two values of a million at 100.
        var counts = new double[ValueHistogram.Bins];
        for (var i = 0; i < counts.Length; i++)
        {
            var x = (i + 0.5) * 100 / counts.Length;
            counts[i] = x < 5 ? 1e6 * Math.Exp(-2 * x) : 0;
        }

        counts[^1] = 2;
        Assert.InRange(new ValueHistogram(0, 100, counts).Steps(Enum.Parse<RangeRule>(rule), 4).Greatest, least, most);
    }

    [Fact]
    public void The_rule_of_the_squared_error_has_the_least()
    {
        var counts = Enumerable.Range(0, ValueHistogram.Bins).Select(i => Math.Exp(-0.01 * i)).ToArray();
        var histogram = new ValueHistogram(0, 10, counts);
        double Error(RangeRule rule)
        {
            var steps = histogram.Steps(rule, 4);
            return counts.Select((count, i) => count * Math.Pow(steps.Rounded((i + 0.5) * 10 / counts.Length) - ((i + 0.5) * 10 / counts.Length), 2)).Sum();
        }

        Assert.All(Enum.GetValues<RangeRule>(), rule => Assert.True(Error(RangeRule.MeanSquaredError) <= 1.0000001 * Error(rule), $"{rule}"));
        Assert.True(Error(RangeRule.MeanSquaredError) < 0.7 * Error(RangeRule.MinimumMaximum));
    }
}
