using System.Globalization;
using Sandglass.Display.Style;
using Sandglass.Studies;

namespace Sandglass.Display.Figures;

/// <summary>Builds a figure of test accuracy against one cost.</summary>
internal static class AccuracyAgainstCost
{
    // Wide enough for a marker, its bar and its single seeds.
    private const double LeastDistance = 22.0 / FigureSize.Width;

    /// <summary>The figure of all rows, and of a block of the reader's own beside them if there is one.</summary>
    public static Figure Build(IReadOnlyList<ComparisonRow> families, CostAxis cost, ComparisonRow? yours = null)
    {
        ComparisonRow[] rows = yours is null ? [.. families] : [.. families, yours];
        if (rows.Length == 0)
        {
            throw new ArgumentException("A comparison needs at least one row.", nameof(families));
        }
        var costs = rows.Select(cost.Of).ToArray();
        var scale = CostScale(cost, costs);
        var drawn = SideBySide.Spread(costs, LeastDistance * scale.Span);
        var largest = families.MaxBy(r => r.MultiplyAdds)?.Budget ?? yours!.Budget;
        var series = rows.Zip(drawn, (row, x) => (row, x))
            .GroupBy(p => (Own: p.row == yours, p.row.Family))
            .OrderBy(g => g.Key)
            .Select(g => new Series(
                g.Key.Family,
                Spread.Bars,
                [.. g.OrderByDescending(p => p.x).Select(p => Mark(p.row, p.x, cost, filled: g.Key.Own || p.row.Budget == largest))])
            {
                OwnStyle = g.Key.Own ? FamilyPalette.Yours : null,
            })
            .ToArray();

        var panel = new Panel("", scale, AccuracyScale(rows), series);
        var moved = costs.Zip(drawn, (a, b) => Math.Abs(a - b)).Max();
        return new Figure(
            $"accuracy-{cost.Id}",
            $"Test accuracy against {cost.Name}",
            $"{Seeds.Describe(rows)} {cost.Counted} {Fill(families, largest)}{Moved(moved, cost)}".TrimEnd(),
            [LabelPlacement.Place(panel)]);
    }

    private static Mark Mark(ComparisonRow row, double x, CostAxis cost, bool filled) =>
        new(x, Percent(row.TestAccuracy.Mean), Percent(row.TestAccuracy.Low), Percent(row.TestAccuracy.High),
            ComparisonRemark.Write(row, cost))
        {
            Singles = row.TestAccuracies.Count > 1 ? [.. row.TestAccuracies.Select(Percent)] : [],
            Label = row.Budget,
            Filled = filled,
        };

    // At least a tenth of the cost long: the residual of matching a budget must not fill the figure.
    private static Axis CostScale(CostAxis cost, double[] costs) =>
        Axis.Around(
            $"{char.ToUpperInvariant(cost.Name[0])}{cost.Name[1..]} ({cost.Symbol})",
            [.. costs, 0.95 * costs.Max(), 1.05 * costs.Min()],
            margin: 0.12);

    private static Axis AccuracyScale(IReadOnlyList<ComparisonRow> rows) =>
        Axis.Around(
            "Test accuracy (%)",
            rows.SelectMany(r => r.TestAccuracies.Concat([r.TestAccuracy.Mean, r.TestAccuracy.Low, r.TestAccuracy.High]))
                .Select(Percent),
            margin: 0.1,
            least: 0,
            most: 100);

    private static string Fill(IReadOnlyList<ComparisonRow> rows, string largest) =>
        rows.All(r => r.Budget == largest) ? "" : $"Filled: budget {largest}; open: smaller. ";

    private static string Moved(double distance, CostAxis cost) =>
        distance < 1e-9
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Points of nearly equal cost stand side by side, at most {distance:G2} {cost.Symbol} from their value.");

    private static double Percent(double fraction) => 100 * fraction;
}
