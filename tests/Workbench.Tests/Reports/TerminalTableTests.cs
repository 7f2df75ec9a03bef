using Sandglass.Display;
using Workbench.Reports;

namespace Workbench.Tests.Reports;

public class TerminalTableTests
{
    private static readonly Table Sample = Table.Of(["arm", "#test\naccuracy %", "Note", "p of none"], ["sandglass", "89.35", "a long remark, in words", ""], ["×", "7", "\u001b[2J", "0.1"]);

    [Fact]
    public void Rules_stand_under_headings_and_over_totals_and_the_legend_beneath() => Assert.Equal(
        [
            "                test",
            "arm       accuracy % Note                    p of none",
            "───────── ────────── ─────────────────────── ─────────",
            "sandglass      89.35 a long remark, in words",
            "×                  7 \uFFFD[2J                    0.1",
            "───────── ────────── ─────────────────────── ─────────",
            "both           96.35",
            "A legend.",
            "",
        ],
        Written(Sample with { Totals = ["both", "96.35", "", ""], Legend = "A legend." }));

    [Fact]
    public void A_column_of_words_is_folded_where_the_table_is_too_wide() => Assert.Equal(
        ["sandglass      89.35 a long remark,", "                     in words"],
        Written(Sample, 47, 2)[3..5]);

    [Fact]
    public void A_table_that_is_too_wide_is_written_in_parts_with_the_first_column() => Assert.Equal(
        [
            "                test",
            "arm       accuracy %",
            "───────── ──────────",
            "sandglass      89.35",
            "×                  7",
            "",
            "arm       Note                    p of none",
            "───────── ─────────────────────── ─────────",
            "sandglass a long remark, in words",
            "×         \uFFFD[2J                    0.1",
            "",
        ],
        Written(Sample, 43));

    // Where a column with the first is too wide by itself, cells are folded and then parts are made.
    [Fact]
    public void No_line_is_wider_than_it_may_be() => Assert.All(
        new[] { 60, 50, 40, 34, 30 }, width => Assert.All(Written(Sample, width, 2), line => Assert.InRange(line.Length, 0, width)));

    [Fact]
    public void A_character_of_two_places_is_counted_as_two() => Assert.Equal(
        ["arm    seeds", "────── ─────", "沙漏瓶     1", "é          2"],
        Written(Table.Of(["arm", "#seeds"], ["沙漏瓶", "1"], ["é", "2"]))[..4]);

    [Fact]
    public void Headings_begin_with_capitals_and_symbols_stay() =>
        Assert.Equal(["Arm", "Test\naccuracy %", "Note", "p of none"], Sample.Capitalized().Columns.Select(column => column.Heading));

    private static string[] Written(Table table, int width = 80, params ReadOnlySpan<int> folded)
    {
        using var output = new StringWriter();
        table.Write(output, width, folded);
        return [.. output.ToString().Split(Environment.NewLine).Select(line => line.TrimEnd())];
    }
}
