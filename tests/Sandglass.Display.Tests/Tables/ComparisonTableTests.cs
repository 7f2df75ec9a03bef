using Sandglass.Display.Tables;
using Sandglass.Studies;
using Sandglass.Tables;

namespace Sandglass.Display.Tests.Tables;

public class ComparisonTableTests
{
    [Fact]
    public void A_comparison_as_csv()
    {
        ComparisonRow[] rows =
        [
            SampleResults.Row(BlockFamily.Sandglass, "1x", 1.05, 205_018, 8_003_330, 0.8931, 0.8952, 0.8922),
            SampleResults.Row(BlockFamily.InvertedResidual, "a, \"b\"", 0.5, 7, 9, 0.62),
        ];
        const string expected =
            """"
            arm,family,budget,width_multiplier,parameters,multiply_adds,test_accuracy_mean,test_accuracy_low,test_accuracy_high,interval_level,seeds,test_accuracies,seconds_per_run,training_images_per_second
            sandglass,Sandglass,1x,1.05,205018,8003330,0.8935,0.88975,0.89725,0.95,1 2 3,0.8931 0.8952 0.8922,72.3,1042.5
            inverted,InvertedResidual,"a, ""b""",0.5,7,9,0.62,,,0.95,1,0.62,71.75,1042.5

            """";
        Assert.Equal(expected, ComparisonTable.ToCsv(rows));
    }

    [Fact]
    public void A_notebook_and_a_terminal_read_the_same_columns_each_what_it_has_room_for()
    {
        var (whole, narrow) = (ComparisonTable.Of(SampleResults.Rows), ComparisonTable.Short(SampleResults.Rows));
        Assert.Equal(
            "budget arm test accuracy % 95 % interval % seeds width parameters multiply-adds seconds a run training images/s",
            string.Join(' ', whole.Columns.Select(column => column.Heading.Replace('\n', ' '))));
        Assert.Equal(["1x", "sandglass", "89.35", "88.98 to 89.73", "3", "1.0500", "205,018", "8,003,330", "72.3", "1,042"], whole.Rows[2]);
        Assert.Equal(["1x", "sandglass", "89.35", "0.38", "3", "205,018", "8,003,330", "72.3"], narrow.Rows[2]);
        Assert.Equal(["budget", "arm"], narrow.Columns.Where(column => !column.IsNumber).Select(column => column.Heading));
        Assert.Equal("one seed", ComparisonTable.Of([SampleResults.Row(BlockFamily.Sandglass, "1x", 1, 1, 1, 0.5)]).Rows[0][3]);
    }

    [Fact]
    public void On_a_page_budgets_stand_apart_and_units_in_the_headings()
    {
        var page = ComparisonTable.ToPage(SampleResults.Rows, row => $"<i>{row.Arm}</i>");
        Assert.Equal(2, page.Split("colspan=\"9\">Budget ").Length - 1);
        Assert.Contains("<th scope=\"col\">Test accuracy <span class=\"unit\">%</span></th>", page, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\"><i>sandglass</i></th><td><strong>89.35</strong></td>", page, StringComparison.Ordinal);
        Assert.Contains("<p class=\"note\">Test accuracy: mean over seeds; interval: its 95 % t interval.</p>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Curves_as_csv()
    {
        var csv = CsvFrame.ToCsv(RowTable.Of<CurvePoint>().ToDataFrame([new CurvePoint(BlockFamily.Bottleneck, "1x", 3, 1, 1.25, 0.5)]));
        Assert.Equal("family,budget,seed,epoch,training_loss,validation_accuracy\nBottleneck,1x,3,1,1.25,0.5\n", csv);
    }
}
