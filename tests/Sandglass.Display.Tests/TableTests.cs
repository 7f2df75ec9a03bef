namespace Sandglass.Display.Tests;

public class TableTests
{
    private static readonly Table Sample = Table.Of(["Arm", "#Test\naccuracy %", "Note"], ["sandglass", "89.35", "a, \"b\""], ["×", "7", "<i>"]);

    [Fact]
    public void As_text_numbers_stand_to_the_right_and_no_line_ends_in_spaces() => Assert.Equal(
        """
        what         n  and
        sandglass  9.5
        ×           10  <i>
        """,
        Table.Of(["what", "#n", "and"], ["sandglass", "9.5", ""], ["×", "10", "<i>"]).ToText(),
        ignoreLineEndingDifferences: true);

    // As Spectre.Console prints such a table without borders: every cell as wide as its column, headings at its foot.
    [Fact]
    public void On_the_command_line_rules_stand_under_headings_and_over_totals() => Assert.Equal(
        [
            "                Test       ",
            "Arm       accuracy % Note  ",
            "───────── ────────── ──────",
            "sandglass      89.35 a, \"b\"",
            "×                  7 <i>   ",
            "───────── ────────── ──────",
            "both           96.35       ",
            "",
        ],
        (Sample with { Totals = ["both", "96.35", ""] }).ToRuledText().Split(Environment.NewLine));

    [Fact]
    public void As_html_it_is_encoded_and_aligned_by_attributes() => Assert.Equal(
        "<table>\n<thead><tr><th align=\"left\">a</th><th align=\"right\">b</th></tr></thead>\n<tbody>\n"
        + "<tr><td align=\"left\">&lt;i&gt;</td><td align=\"right\">1</td></tr>\n</tbody>\n</table>\n",
        Table.Of(["a", "#b"], ["<i>", "1"]).ToHtml());

    [Fact]
    public void As_csv_a_cell_is_quoted_where_it_must_be() =>
        Assert.Equal("a,b\nx,\"1,5\"\n\"say \"\"so\"\"\",2\n", Table.Of(["a", "#b"], ["x", "1,5"], ["say \"so\"", "2"]).ToCsv());
}
