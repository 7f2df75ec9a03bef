using System.Globalization;
using Sandglass.Display.Charts;
using Sandglass.Display.Style;
using Sandglass.Studies;
using Sandglass.Training;

namespace Sandglass.Display.Figures;

/// <summary>The figures that follow training epoch by epoch, one panel a budget.</summary>
internal static class LearningCurveFigures
{
    private const float FurtherCap = 3; // a family, so that bars of one epoch are told apart by their ends

    private static readonly SeriesStyle Alone = new("this run", FamilyPalette.Ink, MarkerForm.Circle, LineForm.Solid);

    /// <summary>Accuracy (%) on the validation split after each epoch.</summary>
    /// <exception cref="ArgumentException">There is no point.</exception>
    public static Figure ValidationAccuracy(IReadOnlyList<CurvePoint> curves) => Of(
        "validation-accuracy", "Validation accuracy by epoch", "Validation accuracy (%)", " %", 100, [.. curves.Select(p => PointOf(p, 100 * p.ValidationAccuracy))]);

    /// <summary>Mean loss over each epoch's training batches.</summary>
    /// <exception cref="ArgumentException">There is no point.</exception>
    public static Figure TrainingLoss(IReadOnlyList<CurvePoint> curves) => Of(
        "training-loss", "Training loss by epoch", "Training loss (cross-entropy, nats)", "", double.PositiveInfinity, [.. curves.Select(p => PointOf(p, p.TrainingLoss))]);

    /// <summary>One run of whichever task, side by side: the first of its losses and the last of its scores.</summary>
    public static Figure Of(Run run)
    {
        var (metrics, plan) = (run.Metrics(), (run.Spec.Task as Classification)?.Plan);
        var epochs = new Axis("Epoch", 0.7, metrics.Rows.Count + 0.3, WholeNumbers: true);
        Panel Panel(string column, bool isShare)
        {
            var marks = metrics[column].Cast<object?>()
                .Select(cell => cell is null ? double.NaN : Convert.ToDouble(cell, CultureInfo.InvariantCulture) * (isShare ? 100 : 1))
                .Select((value, i) => new Mark(i + 1, value, FormattableString.Invariant($"epoch {i + 1}\n{value:0.###}")))
                .ToArray();
            return new Panel(
                $"{CellText.Capital(column).Replace('_', ' ')}{(isShare ? " (%)" : "")}",
                epochs,
                Axis.Around("", marks.Select(mark => mark.Y), least: 0, most: isShare ? 100 : double.PositiveInfinity),
                [new Series(plan is null ? Alone : FamilyPalette.For(plan.Stages[0].Blocks[0].Family), Spread.Band, marks)]);
        }
        string[] columns = [.. metrics.Columns.Where(column => column.IsNumericColumn()).Select(column => column.Name)];
        return new Figure(
            $"run-{run.Summary.Hash}",
            $"{run.Summary.Name} on {run.Spec.Data.Name}",
            FormattableString.Invariant($"One run, seed {run.Spec.Seed}: no spread is shown."),
            [
                .. columns.Where(name => name.EndsWith("loss", StringComparison.Ordinal)).Take(1).Select(name => Panel(name, isShare: false)),
                .. columns.Where(name => name.EndsWith("accuracy", StringComparison.Ordinal) || name.EndsWith("precision", StringComparison.Ordinal))
                    .TakeLast(1).Select(name => Panel(name, isShare: true)),
            ]);
    }

    // Panels in the order in which budgets first appear, all on one scale.
    private static Figure Of(string id, string title, string label, string unit, double most, IReadOnlyList<Point> points)
    {
        Seeds.Require(points);
        var epochs = points.Max(p => p.Epoch);
        var x = new Axis("Epoch", points.Min(p => p.Epoch) - 0.3, epochs + 0.3, WholeNumbers: true);
        var y = Axis.Around(label, points.Select(p => p.Value), least: 0, most: most);
        var panels = points.GroupBy(p => p.Budget)
            .Select(g => new Panel($"Budget {g.Key}", x, y, [.. AllSeries(g, unit, epochs)]))
            .ToArray();
        return new Figure(id, title, Note(points, epochs), panels);
    }

    private static IEnumerable<Series> AllSeries(IEnumerable<Point> budget, string unit, int epochs)
    {
        var families = budget.GroupBy(p => p.Family).OrderBy(g => g.Key).ToArray();
        return families.Select((g, i) => (Points: g, Style: FamilyPalette.For(g.Key), Place: i)).Select(family => new Series(
            family.Style,
            epochs > 1 ? Spread.Band : Spread.Bars,
            [.. family.Points.GroupBy(p => p.Epoch).OrderBy(e => e.Key).Select(e => Mark(family.Style.Name, e, unit))])
        {
            CapSize = 3 + (FurtherCap * family.Place),
        });
    }

    private static Mark Mark(string name, IGrouping<int, Point> epoch, string unit)
    {
        var values = epoch.Select(p => p.Value).Where(double.IsFinite).DefaultIfEmpty(double.NaN).ToArray();
        var (mean, least, most) = (values.Average(), values.Min(), values.Max());
        var remark = FormattableString.Invariant($"{name}, epoch {epoch.Key}\n{mean:0.##}{unit}");
        return values.Length == 1
            ? new Mark(epoch.Key, mean, remark)
            : new Mark(epoch.Key, mean, least, most, remark + FormattableString.Invariant($" ({least:0.##} to {most:0.##} over {values.Length} seeds)"));
    }

    private static string Note(IReadOnlyList<Point> points, int epochs)
    {
        var seeds = points.GroupBy(p => (p.Budget, p.Family)).Select(g => g.Select(p => p.Seed).Distinct().Count())
            .ToArray();
        if (seeds.Max() == 1)
        {
            return "One line a family: 1 seed, so no spread is shown.";
        }
        var (mean, spread) = epochs > 1 ? ("Line", "band") : ("Point", "bar");
        return $"{mean}: mean over {Seeds.Count(seeds)}; {spread}: least to greatest of them. "
            + "Budgets are multiply-adds, counted over convolutions and linear layers.";
    }

    private static Point PointOf(CurvePoint point, double value) => new(point.Budget, point.Family, point.Seed, point.Epoch, value);

    private readonly record struct Point(string Budget, BlockFamily Family, int Seed, int Epoch, double Value);
}
