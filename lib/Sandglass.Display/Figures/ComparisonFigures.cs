using Sandglass.Display.Charts;
using Sandglass.Display.Style;
using Sandglass.Studies;

namespace Sandglass.Display.Figures;

/// <summary>The figures that weigh test accuracy against what a network costs.</summary>
internal static class ComparisonFigures
{
    private const float FurtherCap = 3; // a series, so that bars of equal cost are told apart by their ends

    private static readonly CostAxis MultiplyAdds = new(
        "multiply-adds",
        "multiply-adds",
        "M",
        "Multiply-adds of one image, counted over convolutions and linear layers.",
        row => row.MultiplyAdds / 1e6);

    private static readonly CostAxis Parameters = new(
        "parameters",
        "parameters",
        "k",
        "Trainable parameters of the whole network; multiply-adds are counted over convolutions and linear layers.",
        row => row.Parameters / 1e3);

    /// <summary>Test accuracy (%) against multiply-adds of one image (M), one series a family.</summary>
    /// <exception cref="ArgumentException">There is no row.</exception>
    public static Figure AccuracyAgainstMultiplyAdds(IReadOnlyList<ComparisonRow> rows) => Build(rows, MultiplyAdds);

    /// <summary>The same with blocks of the reader's own beside the families.</summary>
    /// <param name="rows">The families; may be empty.</param>
    /// <param name="own">The reader's blocks.</param>
    public static Figure AccuracyAgainstMultiplyAdds(IReadOnlyList<ComparisonRow> rows, IReadOnlyList<ComparisonRow> own) => Build(rows, MultiplyAdds, own);

    /// <summary>Test accuracy (%) against trainable parameters (k), one series a family.</summary>
    /// <exception cref="ArgumentException">There is no row.</exception>
    /// <param name="rows">The families; may be empty.</param>
    /// <param name="own">The reader's blocks; null: none.</param>
    public static Figure AccuracyAgainstParameters(IReadOnlyList<ComparisonRow> rows, IReadOnlyList<ComparisonRow>? own = null) => Build(rows, Parameters, own);

    /// <summary>Test accuracy (%) against the time of one image (ms), one series a family.</summary>
    /// <param name="timed">Rows with the milliseconds of one image through each network.</param>
    /// <exception cref="ArgumentException">There is no row.</exception>
    public static Figure AccuracyAgainstMilliseconds(IReadOnlyList<(ComparisonRow Row, double Milliseconds)> timed)
    {
        var times = timed.ToDictionary(item => (item.Row.Arm, item.Row.Budget), item => item.Milliseconds);
        return Build([.. timed.Select(item => item.Row)], new CostAxis(
            "milliseconds",
            "time of one image",
            "ms",
            "Median of one image on one thread of this machine, networks in turn.",
            row => times[(row.Arm, row.Budget)]));
    }

    private static Figure Build(IReadOnlyList<ComparisonRow> families, CostAxis cost, IReadOnlyList<ComparisonRow>? own = null)
    {
        ComparisonRow[] rows = [.. families, .. own ?? []];
        Seeds.Require(rows);
        var costs = rows.Select(cost.Of).ToArray();
        // At least a tenth of the cost long: the residual of matching a budget must not fill the figure.
        var x = Axis.Around(
            $"{CellText.Capital(cost.Name)} ({cost.Symbol})", [.. costs, 0.95 * costs.Max(), 1.05 * costs.Min()], margin: 0.12);
        var y = Axis.Around(
            "Test accuracy (%)",
            rows.SelectMany(r => r.TestAccuracies.Concat([r.TestAccuracy.Mean, r.TestAccuracy.Low, r.TestAccuracy.High])).Select(Percent),
            margin: 0.1,
            least: 0,
            most: 100);
        var largest = families.MaxBy(r => r.MultiplyAdds)?.Budget ?? "";
        // A line joins one arm of each budget; arms of one budget and family are told apart by their names instead.
        var isByArm = families.GroupBy(row => (row.Family, row.Budget)).Any(arms => arms.Count() > 1);
        var series = rows
            .GroupBy(row => (Own: own?.Contains(row) == true ? row.Arm : "", row.Family))
            .OrderBy(g => g.Key)
            .Select((g, place) => new Series(
                g.Key.Own.Length > 0 ? FamilyPalette.Yours with { Name = g.Key.Own }
                    : isByArm ? FamilyPalette.For(g.Key.Family) with { Line = LineForm.None }
                    : FamilyPalette.For(g.Key.Family),
                Spread.Bars,
                [.. g.OrderByDescending(cost.Of).Select(row => Mark(row, cost, isByArm ? row.Arm : row.Budget, filled: g.Key.Own.Length > 0 || row.Budget == largest))])
            {
                CapSize = 3 + (FurtherCap * place),
            })
            .ToArray();
        var fill = families.All(r => r.Budget == largest) ? "" : $"Filled: budget {largest}; open: smaller. ";
        return new Figure(
            $"accuracy-{cost.Id}",
            $"Test accuracy against {cost.Name}",
            $"{Describe(rows)} {cost.Counted} {fill}{OtherEpochs(families, own ?? [])}".TrimEnd(),
            [LabelPlacement.Place(new Panel("", x, y, series))]);
    }

    private static Mark Mark(ComparisonRow row, CostAxis cost, string label, bool filled) =>
        new(cost.Of(row), Percent(row.TestAccuracy.Mean), Percent(row.TestAccuracy.Low), Percent(row.TestAccuracy.High), Remark(row, cost))
        {
            Singles = row.TestAccuracies.Count > 1 ? [.. row.TestAccuracies.Select(Percent)] : [],
            Label = label,
            Filled = filled,
        };

    // Family, budget, true cost and accuracy, a line each.
    private static string Remark(ComparisonRow row, CostAxis cost)
    {
        var (mean, low, high, level) = row.TestAccuracy;
        return FormattableString.Invariant($"{FamilyPalette.For(row.Family).Name}, budget {row.Budget}\n{cost.Of(row):0.###} {cost.Symbol} {cost.Name}, width {row.Width:0.###}\n{100 * mean:0.00} % test accuracy\n")
            + (double.IsFinite(low) ? FormattableString.Invariant($"{100 * level:0.#} % interval {100 * low:0.00} to {100 * high:0.00} %\n") : "")
            + Seeds.Count([row.TestAccuracies.Count]);
    }

    // What point, bar and dot stand for.
    private static string Describe(IReadOnlyList<ComparisonRow> rows)
    {
        var count = Seeds.Count(rows.Select(r => r.TestAccuracies.Count));
        var level = rows.FirstOrDefault(r => double.IsFinite(r.TestAccuracy.Low))?.TestAccuracy.Level;
        return level is null
            ? $"{count} a point: no interval."
            : FormattableString.Invariant($"Mean over {count} with its {100 * level:0.#} % t interval; small dots: single seeds.");
    }

    // A block of the reader's that was trained for fewer epochs stands lower for that reason too.
    private static string OtherEpochs(IReadOnlyList<ComparisonRow> families, IReadOnlyList<ComparisonRow> own)
    {
        var usual = families.Select(row => row.Epochs).Distinct().ToArray();
        var other = own.Where(row => !usual.Contains(row.Epochs)).Select(row => $"{row.Arm} {row.Epochs}").ToArray();
        return usual.Length == 0 || other.Length == 0 ? ""
            : $"Not trained alike, epochs: {string.Join(", ", other)}; the others {string.Join(", ", usual)}.";
    }

    private static double Percent(double fraction) => 100 * fraction;

    /// <summary>A cost against which accuracy is weighed.</summary>
    /// <param name="Id">Its name in files.</param>
    /// <param name="Name">Its name in a title.</param>
    /// <param name="Symbol">Its unit: <c>M</c> for millions, <c>k</c> for thousands.</param>
    /// <param name="Counted">How it is counted, as a sentence.</param>
    /// <param name="Of">Takes the cost of a row, in that unit.</param>
    private sealed record CostAxis(string Id, string Name, string Symbol, string Counted, Func<ComparisonRow, double> Of);
}
