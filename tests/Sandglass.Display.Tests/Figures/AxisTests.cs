using CsCheck;
using Sandglass.Display.Charts;
using Sandglass.Display.Figures;

namespace Sandglass.Display.Tests.Figures;

public class AxisTests
{
    [Fact]
    public void All_finite_values_lie_inside() =>
        Gen.Double[-1e6, 1e6].Array[1, 10].Sample(values =>
        {
            var axis = Axis.Around("", [.. values, double.NaN]);
            Assert.True(axis.Span > 0);
            Assert.All(values, v => Assert.InRange(v, axis.Low, axis.High));
        });

    [Fact]
    public void An_axis_of_per_cent_does_not_leave_them()
    {
        var axis = Axis.Around("", [-40, 130], least: 0, most: 100);
        Assert.Equal((0, 100), (axis.Low, axis.High));
    }

    [Fact]
    public void The_residual_of_matching_does_not_fill_the_figure()
    {
        var rows = SampleResults.Rows.Take(3).ToArray();
        var panel = ComparisonFigures.AccuracyAgainstMultiplyAdds(rows).Panels.Single();
        Assert.True(panel.X.Span > 0.5, $"{panel.X.Span} M for a residual of 0.014 M.");
    }
}
