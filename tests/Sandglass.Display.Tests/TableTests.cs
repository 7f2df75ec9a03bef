using Sandglass.Display.Tables;
using Sandglass.Studies;

namespace Sandglass.Display.Tests;

public class TableTests
{
    [Fact]
    public void As_text_numbers_stand_to_the_right_and_no_line_ends_in_spaces() => Assert.Equal(
        """
        what         n  and
        sandglass  9.5
        ×           10  <i>
        """,
        Table.Of(["what", "#n", "and"], ["sandglass", "9.5", ""], ["×", "10", "<i>"]).ToText(),
        ignoreLineEndingDifferences: true);

    [Fact]
    public void Only_the_command_line_breaks_a_heading()
    {
        var table = Table.Of(["#test\naccuracy"], ["1"]);
        Assert.Equal("test accuracy\n            1", table.ToText());
        Assert.Contains("<th align=\"right\">test accuracy</th>", table.ToHtml(), StringComparison.Ordinal);
        Assert.Equal("test accuracy\n1\n", table.ToCsv());
    }

    [Fact]
    public void As_html_it_is_encoded_and_aligned_by_attributes() => Assert.Equal(
        "<table>\n<thead><tr><th align=\"left\" style=\"text-align:left\">a</th><th align=\"right\">b</th></tr></thead>\n<tbody>\n"
        + "<tr><td style=\"text-align:left\">&lt;i&gt;</td><td align=\"right\">1</td></tr>\n</tbody>\n</table>\n",
        Table.Of(["a", "#b"], ["<i>", "1"]).ToHtml());

    [Fact]
    public void A_legend_stands_beneath_in_every_form_but_csv()
    {
        var table = Table.Of(["a"], ["1"]) with { Legend = "first <line>\nsecond" };
        Assert.Equal("a\n1\nfirst <line>\nsecond", table.ToText());
        Assert.EndsWith("</table>\n<p>first &lt;line&gt;</p>\n<p>second</p>\n", table.ToHtml(), StringComparison.Ordinal);
        Assert.EndsWith("</div>\n<p class=\"note\">first &lt;line&gt;</p>\n<p class=\"note\">second</p>\n", table.ToPage(), StringComparison.Ordinal);
        Assert.Equal("a\n1\n", table.ToCsv());
    }

    [Fact]
    public void Outcomes_begin_with_the_verdict_and_end_with_what_it_means()
    {
        var outcome = ComparisonOutcome.Of(RecordedStudy.Find("blocks")!)[0];
        var sure = outcome with { DifferenceP = 0.0004, EquivalenceP = 0.0126 };
        var table = OutcomeTable.Of([sure]);
        Assert.Equal(["comparison", "verdict"], table.Columns.Take(2).Select(column => column.Heading));
        Assert.Equal(
            ["0.4x: sandglass − inverted *", outcome.Words, "10", outcome.Column.Signed(outcome.Test.Difference.Mean), outcome.Column.Bounds(outcome.Test.Difference)], table.Rows[0].Take(5));
        Assert.Equal(["<0.001", "0.013"], table.Rows[0].Skip(6).Take(2));
        Assert.Contains("undecided", table.Legend, StringComparison.Ordinal);
        Assert.Contains("smaller than 1.00 points", table.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void As_csv_a_cell_is_quoted_where_it_must_be() =>
        Assert.Equal("a,b\nx,\"1,5\"\n\"say \"\"so\"\"\",2\n", Table.Of(["a", "#b"], ["x", "1,5"], ["say \"so\"", "2"]).ToCsv());
}
