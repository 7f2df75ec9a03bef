using System.Text.Json.Nodes;
using NotebookEngine.Notebooks;
using NotebookEngine.Running;

namespace NotebookEngine.Tests.Running;

public sealed class NotebookComparisonTests
{
    [Theory]
    [InlineData("took 12.3 s", "took 9.87 s")]
    [InlineData("loss 0.12345678", "loss 0.12345699")]
    [InlineData("id 6fa459ea-ee8a-3ca4-894e-db77e160355e", "id 16fd2706-8baf-433b-82eb-8c7fada847da")]
    [InlineData("at 10:11:12", "at 23:59:01.5")]
    [InlineData("\r1 %\r100 %", "100 %")]
    [InlineData("\u001b[32mgreen\u001b[0m", "green")]
    public void Masked_parts_may_differ(string old, string now) => Assert.Empty(Compare(old, now));

    [Theory]
    [InlineData("loss 0.123456", "loss 0.123466")]
    [InlineData("12 blocks", "13 blocks")]
    [InlineData("1234567890", "1234567891")]
    [InlineData("3.4 M", "3.5 M")]
    public void Other_parts_may_not(string old, string now) => Assert.Single(Compare(old, now));

    [Fact]
    public void Difference_names_cell_place_and_both_lines() => Assert.Equal(
        "cell 1 (c1), output 1 stream stdout line 2\n  expected: b\n  found:    c", Compare("a\nb", "a\nc").Single().ToString());

    [Fact]
    public void Missing_output_is_a_difference()
    {
        var (old, _) = Pair("a", "a");
        var none = old with { Cells = [old.Cells[0] with { Outputs = [] }] };
        Assert.Equal("(nothing)", NotebookComparison.Compare(old, none).Single().Found);
        Assert.Equal("(nothing)", NotebookComparison.Compare(none, old).Single().Expected);
    }

    [Fact]
    public void Volatile_cells_are_not_compared()
    {
        var (old, now) = Pair("a", "b", "volatile");
        Assert.Empty(NotebookComparison.Compare(old, now));
    }

    private static IReadOnlyList<OutputDifference> Compare(string old, string now)
    {
        var (committed, executed) = Pair(old, now);
        return NotebookComparison.Compare(committed, executed);
    }

    private static (Notebook Old, Notebook Now) Pair(string old, string now, params string[] tags)
    {
        var notebook = SampleNotebook.Of(("x", tags));
        return (Showing(old), Showing(now));

        Notebook Showing(string text) => notebook with
        {
            Cells = [notebook.Cells[0] with
            {
                Outputs = [new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = text }],
            }],
        };
    }
}
