using System.Globalization;
using Sandglass.Blocks;
using Sandglass.Display.Style;
using Sandglass.Studies;

namespace Sandglass.Display.Figures;

/// <summary>Builds a figure of one quantity against the epoch.</summary>
internal static class LearningCurve
{
    // A single epoch draws no lines, only bars, which would hide each other. In epochs.
    private const double Apart = 0.06;

    /// <summary>The figure of all points: panels in the order in which budgets first appear, all on one scale.</summary>
    public static Figure Build(IReadOnlyList<CurvePoint> curves, CurveQuantity quantity)
    {
        if (curves.Count == 0)
        {
            throw new ArgumentException("A learning curve needs at least one point.", nameof(curves));
        }
        var epochs = curves.Max(p => p.Epoch);
        var x = new Axis("Epoch", curves.Min(p => p.Epoch) - 0.3, epochs + 0.3, WholeNumbers: true);
        var y = Axis.Around(quantity.Label, curves.Select(quantity.Of), least: 0, most: quantity.Most);
        var panels = curves.GroupBy(p => p.Budget)
            .Select(g => new Panel($"Budget {g.Key}", x, y, [.. AllSeries(g, quantity, epochs)]))
            .ToArray();
        return new Figure(quantity.Id, quantity.Title, Note(curves, epochs), panels);
    }

    private static IEnumerable<Series> AllSeries(IEnumerable<CurvePoint> budget, CurveQuantity quantity, int epochs)
    {
        var families = budget.GroupBy(p => p.Family).OrderBy(g => g.Key).ToArray();
        var apart = epochs > 1 ? 0 : Apart;
        return families.Select((g, i) => new Series(
            g.Key,
            epochs > 1 ? Spread.Band : Spread.Bars,
            [
                .. g.GroupBy(p => p.Epoch)
                    .OrderBy(e => e.Key)
                    .Select(e => Mark(g.Key, e, quantity, apart * (i - (families.Length - 1) / 2.0))),
            ]));
    }

    private static Mark Mark(BlockFamily family, IGrouping<int, CurvePoint> epoch, CurveQuantity quantity, double aside)
    {
        var values = epoch.Select(quantity.Of).Where(double.IsFinite).DefaultIfEmpty(double.NaN).ToArray();
        var several = values.Length > 1;
        var remark = string.Create(
            CultureInfo.InvariantCulture,
            $"{FamilyPalette.For(family).Name}, epoch {epoch.Key}\n{values.Average():0.##}{quantity.Unit}")
            + (several
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $" ({values.Min():0.##} to {values.Max():0.##} over {values.Length} seeds)")
                : "");
        return new Mark(
            epoch.Key + aside,
            values.Average(),
            several ? values.Min() : double.NaN,
            several ? values.Max() : double.NaN,
            remark);
    }

    private static string Note(IReadOnlyList<CurvePoint> curves, int epochs)
    {
        var seeds = curves.GroupBy(p => (p.Budget, p.Family)).Select(g => g.Select(p => p.Seed).Distinct().Count())
            .ToArray();
        if (seeds.Max() == 1)
        {
            return "One line a family: 1 seed, so no spread is shown.";
        }
        var (mean, spread) = epochs > 1 ? ("Line", "band") : ("Point", "bar");
        return $"{mean}: mean over {Seeds.Count(seeds)}; {spread}: least to greatest of them. "
            + (epochs > 1 ? "" : "One epoch: families stand side by side. ")
            + "Budgets are multiply-adds, counted over convolutions and linear layers.";
    }
}
