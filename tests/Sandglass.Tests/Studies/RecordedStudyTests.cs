using Sandglass.Blocks;
using Sandglass.Studies;
using Sandglass.Tests.Data;

namespace Sandglass.Tests.Studies;

public class RecordedStudyTests
{
    private static readonly ComparisonRow[] Rows =
    [
        new(BlockFamily.Sandglass, "1x", 0.9271, 258_154, 8_030_464, [1, 2], [0.87, 0.88], new Interval(0.875, 0.86, 0.89), 101.5, 400),
        new(BlockFamily.Bottleneck, "a, \"b\"", 0.5, 1, 2, [1], [0.5], new Interval(0.5, double.NaN, double.NaN), 1, 2),
    ];

    [Fact]
    public void What_was_written_is_read_back()
    {
        var read = ComparisonTable.FromCsv(ComparisonTable.ToCsv(Rows));
        Assert.Equivalent(Rows, read, strict: true);
    }

    [Fact]
    public void A_study_that_was_not_recorded_has_no_rows()
    {
        using var data = new TemporaryFolder();
        Assert.Empty(RecordedStudy.Comparison("none", data.Path));
    }

    [Theory]
    [InlineData("family,budget\nSandglass,1x\n")]
    [InlineData("family,budget\nSandglass\n")]
    [InlineData("")]
    public void A_damaged_table_is_named(string csv)
    {
        using var data = new TemporaryFolder();
        var folder = Directory.CreateDirectory(Path.Combine(data.Path, "studies", "damaged"));
        File.WriteAllText(Path.Combine(folder.FullName, "comparison.csv"), csv);
        var error = Assert.Throws<WorkbenchException>(() => RecordedStudy.Comparison("damaged", data.Path));
        Assert.Contains("comparison.csv", error.Message);
    }
}
