using Sandglass.Detection.Data.Generated;
using Sandglass.Detection.Networks;
using Sandglass.Detection.Studies;

namespace Sandglass.Display.Tests.Tables;

public class DetectorTablesTests
{
    private static readonly DetectorPlan Plan = DetectorComparison.Matched(BlockFamily.Sandglass);

    [Fact]
    public void Priors_of_all_maps_add_up()
    {
        var rows = Plan.PriorTable().Rows;

        Assert.Equal(["16 × 16 places", "8 × 8 places", "4 × 4 places", "2 × 2 places", "all"], rows.Select(row => row[0]));
        Assert.Equal(["1,536", "384", "96", "24", "2,040"], rows.Select(row => row[2]));
    }

    [Fact]
    public void Every_object_that_is_not_difficult_has_a_prior()
    {
        var test = GeneratedSplits.Load().Test;
        for (var picture = 0; picture < 8; picture++)
        {
            var (rows, objects) = (Plan.MatchTable(test, picture).Rows, test.Read(picture).Objects);

            Assert.Equal(objects.Count + 1, rows.Count);
            Assert.Equal(objects.Count(one => one.Difficult), rows.Count(row => row[2] == "none"));
            var counts = rows.Where(row => row[2] != "none").Select(row => int.Parse(row[2].Replace(",", ""), System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            Assert.Equal(2040, counts.Sum());
            Assert.All(counts, count => Assert.True(count > 0));
        }
    }

    [Fact]
    public void Backbones_have_their_precision_and_cost()
    {
        var table = Study.Load("detection").MeanAveragePrecision();

        Assert.Equal(["Sandglass", "379,048", "26,987,472", "46.6 %", "45.5 % to 47.8 %", "47.0 %", "1 2 3 4 5 6 7 8 9 10 11"], table.Rows[0]);
        Assert.EndsWith("Trained for 12 epochs on 2,000 pictures, tested on 1,000.", table.Legend);
    }

    [Fact]
    public void Pictures_are_drawn()
    {
        var (test, record) = (GeneratedSplits.Load().Test, Study.Load("detection"));

        Assert.Equal($"Pictures of {test.Name}", test.Draw(0, 1).Title);
        Assert.Equal("The priors of one place", Plan.DrawPriors(test, 0).Title);
        Assert.NotEqual(Plan.DrawMatches(test, 0).ToPng(), Plan.DrawMatches(test, 1).ToPng());
        Assert.NotEqual(record.DrawDetections(0.3, 0).ToPng(), record.DrawDetections(0.9, 0).ToPng());
        Assert.Equal("Average precision, class by class", record.AveragePrecision().Title);
        Assert.Equal("Precision against recall, mean over classes", record.PrecisionRecall().Title);
    }
}
