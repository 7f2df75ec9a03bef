namespace Sandglass.Display.Tests.Tables;

public class StudyTablesTests
{
    [Fact]
    public void A_design_has_what_was_written_down_beforehand()
    {
        var facts = Study.Load("variants").Design().Rows.ToDictionary(row => row[0], row => row[1]);

        Assert.Equal("1.0 points of test accuracy", facts["margin"]);
        Assert.Equal(("1, 2, 3, 4, 5", "8", "0.4"), (facts["seeds"], facts["epochs"], facts["learning rate"]));
        Assert.Equal("(d) − (a) at 0.4x; (d) − (b) at 0.4x; (d) − (c) at 0.4x", facts["primary comparisons (*)"]);
        Assert.Equal("(b) − (a) at 0.4x", facts["other comparisons"]);
        Assert.DoesNotContain("epochs", Study.Load("detection").Design().Rows.Select(row => row[0])); // its rows do not say them
    }

    [Fact]
    public void Learning_rates_have_the_best_of_each_row_marked()
    {
        var table = Study.Load("learning-rate").LearningRates();

        Assert.Equal(["learning rate", "0.05", "0.1", "0.2", "0.4", "0.8"], table.Columns.Select(column => column.Heading));
        Assert.Equal(["bottleneck", "inverted", "sandglass", "mean"], table.Rows.Select(row => row[0]));
        Assert.Equal([5, 4, 4, 4], table.Rows.Select(row => row.Index().Single(cell => cell.Item.StartsWith('●')).Index));
    }

    [Fact]
    public void A_front_has_what_no_other_arm_beats_at_less_cost()
    {
        var rows = Study.Load("blocks").ParetoFronts().Rows;

        Assert.Equal(rows.OrderBy(row => double.Parse(row[2], System.Globalization.CultureInfo.InvariantCulture)), rows);
        string[] Front(int column) => [.. rows.Where(row => row[column] == "yes").Select(row => $"{row[0]} {row[1]}")];
        Assert.Equal(["bottleneck 0.1x", "inverted 0.1x", "sandglass 0.1x", "sandglass 0.2x", "inverted 0.2x", "sandglass 0.4x", "inverted 0.4x"], Front(5));
        Assert.Equal(["inverted 0.1x", "sandglass 0.1x", "inverted 0.2x", "sandglass 0.4x", "inverted 0.4x"], Front(6));
    }

    [Fact]
    public void Only_named_studies_can_be_timed()
    {
        var study = Study.Load("variants");
        var wrong = Assert.Throws<WorkbenchException>(() => (study with { Rows = [study.Rows[0] with { Arm = "mine" }] }).Plot("milliseconds"));

        Assert.StartsWith("the study 'variants' keeps no network of the arm mine", wrong.Message);
        Assert.Equal("Test accuracy against time of one image", study.Plot("milliseconds").Title);
    }
}
