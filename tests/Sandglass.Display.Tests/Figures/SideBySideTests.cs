using CsCheck;
using Sandglass.Display.Figures;

namespace Sandglass.Display.Tests.Figures;

public class SideBySideTests
{
    [Fact]
    public void Distant_points_stay_where_they_are() =>
        Assert.Equal([3.0, 1.0, 8.0], SideBySide.Spread([3.0, 1.0, 8.0], spacing: 0.5));

    [Fact]
    public void Equal_points_stand_around_their_place()
    {
        var drawn = SideBySide.Spread([2.0, 2.0, 2.0], spacing: 0.1);
        Assert.Equal([1.9, 2.0, 2.1], drawn.Select(x => Math.Round(x, 9)));
    }

    [Fact]
    public void Neighbours_keep_their_order()
    {
        var drawn = SideBySide.Spread([2.02, 1.99, 2.0], spacing: 0.1);
        Assert.True(drawn[1] < drawn[2] && drawn[2] < drawn[0]);
    }

    [Fact]
    public void No_value_is_favoured() =>
        Gen.Double[0, 10].Array[1, 12].Sample(values =>
        {
            var drawn = SideBySide.Spread(values, spacing: 0.2);
            Assert.Equal(values.Average(), drawn.Average(), 9);
        });
}
