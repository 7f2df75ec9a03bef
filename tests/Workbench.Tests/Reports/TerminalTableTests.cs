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
    public void Headings_begin_with_capitals_and_symbols_stay() =>
        Assert.Equal(["Arm", "Test\naccuracy %", "Note", "p of none"], Sample.Capitalized().Columns.Select(column => column.Heading));

    private static string[] Written(Table table, int width = 80, params ReadOnlySpan<int> folded)
    {
        using var output = new StringWriter();
        table.Write(output, width, folded);
        return [.. output.ToString().Split(Environment.NewLine).Select(line => line.TrimEnd())];
    }
}
