namespace Sandglass.Display.Tests.Tables;

public class StudyTablesTests
{
    [Fact]
    public void A_design_has_what_was_written_down_beforehand()
    {
        var variants = Study.Load("variants");
        var facts = variants.Design().Rows.ToDictionary(row => row[0], row => row[1]);
        string Planned(bool isPrimary) => string.Join("; ", variants.Protocol.Comparisons.Where(planned => planned.IsPrimary == isPrimary).Select(planned => $"{planned.First} − {planned.Second} at {planned.Group}"));

        Assert.Equal("1.0 points of test accuracy", facts["margin"]);
        Assert.Equal((string.Join(", ", variants.Protocol.Seeds), "8", $"{variants.Rows[0].LearningRate}"), (facts["seeds"], facts["epochs"], facts["learning rate"]));
        Assert.Equal(Planned(true), facts["primary comparisons (*)"]);
        Assert.Equal(Planned(false), facts["other comparisons"]);
    }

    [Fact]
    public void Learning_rates_have_the_best_of_each_row_marked()
    {
        // Two arms at two budgets, the validation accuracy largest at another rate in each; the mean of all is largest at 0.1.
        var record = Study.Load("blocks");
        double[] rates = [0.05, 0.1, 0.2];
        var sweep = record with
        {
            Rows =
            [
                .. from place in ((IEnumerable<(string Arm, string Budget, int Best)>)[("inverted", "0.4x", 1), ("sandglass", "0.4x", 1), ("inverted", "0.1x", 2), ("sandglass", "0.1x", 0)])
                   from rate in rates.Index()
                   select record.Rows[0].With("learning_rate", rate.Item).With("validation_accuracy", rate.Index == place.Best ? 0.9 : 0.8) with
                   {
                       Arm = place.Arm,
                       Group = FormattableString.Invariant($"{place.Budget}, learning rate {rate.Item}"),
                   },
            ],
        };
        var table = sweep.LearningRates();

        Assert.Equal(["learning rate", "0.05", "0.1", "0.2"], table.Columns.Select(column => column.Heading));
        Assert.Equal(["inverted at 0.4x", "sandglass at 0.4x", "inverted at 0.1x", "sandglass at 0.1x", "mean"], table.Rows.Select(row => row[0]));
        Assert.Equal([2, 2, 3, 1, 2], table.Rows.Select(row => row.Index().Single(cell => cell.Item.StartsWith('●')).Index));
    }

    [Fact]
    public void A_front_has_what_no_other_arm_beats_at_less_cost()
    {
        var rows = Study.Load("blocks").ParetoFronts().Rows;

        Assert.Equal(rows.OrderBy(row => double.Parse(row[2], System.Globalization.CultureInfo.InvariantCulture)), rows);
        string[] Front(int column) => [.. rows.Where(row => row[column] == "yes").Select(row => $"{row[0]} {row[1]}")];
        Assert.Equal(Beaten(row => row.MultiplyAdds), Front(5));
        Assert.Equal(Beaten(row => row.Parameters), Front(6));

        // By brute force over the means of the runs.
        string[] Beaten(Func<Sandglass.Studies.StudyRow, long> cost)
        {
            var arms = Study.Load("blocks").Rows.GroupBy(row => (row.Arm, row.Group))
                .Select(arm => (Name: $"{arm.Key.Arm} {arm.Key.Group}", Cost: cost(arm.First()), Accuracy: arm.Average(row => row.TestAccuracy), arm.First().MultiplyAdds)).ToArray();
            return [.. arms.Where(arm => arms.All(other => other.Cost >= arm.Cost || other.Accuracy < arm.Accuracy)).OrderBy(arm => arm.MultiplyAdds).Select(arm => arm.Name)];
        }
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
