using Sandglass.Counting;
using Sandglass.Networks;

namespace Sandglass.Paper.Tests;

public class CountTablesTests
{
    [Fact]
    public void Each_published_figure_is_a_row_and_a_width_without_one_is_a_row_too()
    {
        var table = CountTables.Published(["mobilenext", "mobilenetv2"], [0.35, 1.4]);
        Assert.Equal(["width table", "width table", "none confirmed", "Fig. 1 inset"], table["source"].Cast<string>());
        Assert.Equal(["80M", "590M", null, "690M"], table["multiply-adds: printed"].Cast<string?>());
        Assert.Equal(-15.6, table["multiply-adds: off (%)"][3]);
        Assert.Null(table["multiply-adds: off (%)"][2]);
    }

    [Fact]
    public void Conventions_are_rows_and_networks_columns()
    {
        var table = CountTables.Conventions(Counter.Count(MobileNeXt.Official()), Counter.Count(MobileNetV2.Plan()));
        Assert.Equal(Enum.GetNames<CountingConvention>(), table["convention"].Cast<string>());
        Assert.Equal(311.34, table["mobilenext-1.0"][0]);
        Assert.Equal(601.55, table["mobilenetv2-1.0"][5]);
    }
}
