using Sandglass.Networks;

namespace Sandglass.Display.Tests.Tables;

public class NetworkCostsTests
{
    [Fact]
    public void Kinds_of_layers_share_the_cost()
    {
        var count = Counter.Count(MobileNeXt.Official(1));
        var rows = NetworkCosts.CostByKind(count).Rows;

        Assert.Equal(["full convolution", "depthwise", "pointwise", "linear"], rows.Select(row => row[1]));
        Assert.All((int[])[3, 5], column => Assert.Equal(100, rows.Sum(row => double.Parse(row[column].TrimEnd('%', ' '), System.Globalization.CultureInfo.InvariantCulture)), tolerance: 0.2));
        Assert.Equal(Display.Figures.CostFigures.ByStage(count).Title, count.CostByStage().Title);
    }
}
