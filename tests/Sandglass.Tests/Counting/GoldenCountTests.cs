using System.Globalization;

namespace Sandglass.Tests.Counting;

public class GoldenCountTests
{
    [Theory]
    [MemberData(nameof(GoldenCounts.Widths), MemberType = typeof(GoldenCounts))]
    [MemberData(nameof(GoldenCounts.Readings), MemberType = typeof(GoldenCounts))]
    [MemberData(nameof(GoldenCounts.Ablations), MemberType = typeof(GoldenCounts))]
    public void Counts_agree_to_the_last_digit_that_is_known(GoldenCount golden)
    {
        var count = Counter.Count(golden.Plan);
        Assert.Equal(
            (golden.Parameters, golden.MultiplyAdds),
            (count.Parameters, Printed(count.MultiplyAdds, golden.MultiplyAdds)));
    }

    private static string Printed(long multiplyAdds, string like) => like.Contains('.', StringComparison.Ordinal)
        ? (multiplyAdds / 1e6).ToString("F2", CultureInfo.InvariantCulture)
        : multiplyAdds.ToString(CultureInfo.InvariantCulture);
}
