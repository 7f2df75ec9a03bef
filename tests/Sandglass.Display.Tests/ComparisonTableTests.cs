using Sandglass.Studies;
using Sandglass.Tables;

namespace Sandglass.Display.Tests;

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
    public void A_table_has_a_row_a_family_and_budget()
    {
        var table = ComparisonTable.ToDataFrame(SampleResults.Rows);
        Assert.Equal(6, table.Rows.Count);
        Assert.Equal(8_003_330L, table["multiply_adds"][2]);
        Assert.Equal("Sandglass", table["family"][2]);
    }

    [Fact]
    public void Curves_as_csv()
    {
        var csv = CsvFrame.ToCsv(RowTable.Of<CurvePoint>().ToDataFrame([new CurvePoint(BlockFamily.Bottleneck, "1x", 3, 1, 1.25, 0.5)]));
        Assert.Equal("family,budget,seed,epoch,training_loss,validation_accuracy\nBottleneck,1x,3,1,1.25,0.5\n", csv);
    }
}
