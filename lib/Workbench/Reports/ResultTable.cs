using System.Globalization;
using Sandglass.Networks;
using Sandglass.Studies;
using Spectre.Console;

namespace Workbench.Reports;

/// <summary>The result of a comparison on the console.</summary>
internal static class ResultTable
{
    public static Table Of(IEnumerable<ComparisonRow> rows)
    {
        var table = new Table
        {
            Border = TableBorder.Simple,
            Title = new TableTitle("Test accuracy: mean over seeds, half of its 95 % t interval"),
            Caption = new TableTitle("madds: multiply-adds of convolutions and linear layers, one image"),
        };
        table.AddColumns("budget", "family");
        foreach (var name in (string[])["accuracy %", "±", "seeds", "params k", "madds M", "s a run"])
        {
            table.AddColumn(new TableColumn(name).RightAligned().NoWrap());
        }

        foreach (var row in rows)
        {
            table.AddRow(
                row.Budget,
                FamilyBlocks.Name(row.Family),
                Text($"{100 * row.TestAccuracy.Mean:0.00}"),
                double.IsNaN(row.TestAccuracy.Low) ? "" : Text($"{100 * (row.TestAccuracy.High - row.TestAccuracy.Mean):0.00}"),
                Text($"{row.Seeds.Count}"),
                Text($"{row.Parameters / 1e3:0.0}"),
                Text($"{row.MultiplyAdds / 1e6:0.00}"),
                Text($"{row.SecondsPerRun:0.0}"));
        }

        return table;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
