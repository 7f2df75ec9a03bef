using System.Globalization;
using Sandglass.Studies;

namespace Workbench.Reports;

/// <summary>The result of a comparison on the console.</summary>
internal static class ResultTable
{
    /// <summary>What the columns mean; stands beneath the table.</summary>
    public const string Legend =
        "Test accuracy: mean over seeds; ±: half of its 95 % t interval.\n"
        + "Multiply-adds: convolutions and linear layers of one image. Seconds: median of a run.";

    public static TextTable Of(IEnumerable<ComparisonRow> rows)
    {
        var table = TextTable.Of(
            "Budget", "Arm", "#Test\naccuracy %", "#±", "#Seeds", "#Parameters", "#Multiply-adds", "#Seconds\na run");
        foreach (var row in rows)
        {
            table.Add(
                row.Budget,
                row.Arm,
                Number(100 * row.TestAccuracy.Mean, "0.00"),
                row.Seeds.Count > 1 ? Number(100 * (row.TestAccuracy.High - row.TestAccuracy.Mean), "0.00") : "",
                Wording.Grouped(row.Seeds.Count),
                Wording.Grouped(row.Parameters),
                Wording.Grouped(row.MultiplyAdds),
                Number(row.SecondsPerRun, "0.0"));
        }

        return table;
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
