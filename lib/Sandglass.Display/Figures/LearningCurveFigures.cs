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

    private const int MostPanels = 3; // side by side
    private const string Budgets = "Budgets are multiply-adds, counted over convolutions and linear layers.";

    private static readonly SeriesStyle Alone = new("this run", FamilyPalette.Ink, MarkerForm.Circle, LineForm.Solid);

    /// <summary>Accuracy (%) on the validation split after each epoch.</summary>
    /// <exception cref="ArgumentException">There is no point.</exception>
    public static Figure ValidationAccuracy(IReadOnlyList<CurvePoint> curves) => Of(
        new("validation-accuracy", "Validation accuracy by epoch", "Validation accuracy (%)", " %", Most: 100, Budgets), [.. curves.Select(p => ValueOf(p, 100 * p.ValidationAccuracy))]);

    /// <summary>Mean loss over each epoch's training batches.</summary>
    /// <exception cref="ArgumentException">There is no point.</exception>
    public static Figure TrainingLoss(IReadOnlyList<CurvePoint> curves) => Of(
        new("training-loss", "Training loss by epoch", "Training loss (cross-entropy, nats)", "", double.PositiveInfinity, Budgets), [.. curves.Select(p => ValueOf(p, p.TrainingLoss))]);

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
            $"run-{run.Hash}",
            $"{run.Name} on {run.Spec.Data.Name}",
            FormattableString.Invariant($"One run, seed {run.Spec.Seed}: no spread is shown."),
            [
                .. LossOf(columns).Select(name => Panel(name, isShare: false)),
                .. ScoreOf(columns).Select(name => Panel(name, isShare: true)),
            ]);
    }

    /// <summary>The loss among the columns of epochs, if there is one.</summary>
    internal static IEnumerable<string> LossOf(IEnumerable<string> columns) => columns.Where(name => name.EndsWith("loss", StringComparison.Ordinal)).Take(1);

    /// <summary>The score among the columns of epochs, if there is one.</summary>
    internal static IEnumerable<string> ScoreOf(IEnumerable<string> columns) =>
        columns.Where(name => name.EndsWith("accuracy", StringComparison.Ordinal) || name.EndsWith("precision", StringComparison.Ordinal)).TakeLast(1);

    /// <summary>Curves, a panel a heading in the order in which they first appear, all on one scale.</summary>
    /// <exception cref="ArgumentException">There is no value.</exception>
    internal static Figure Of(CurveFigure about, IReadOnlyList<CurveValue> values)
    {
        Seeds.Require(values);
        var epochs = values.Max(value => value.Epoch);
        var x = new Axis("Epoch", values.Min(value => value.Epoch) - 0.3, epochs + 0.3, WholeNumbers: true);
        var y = Axis.Around(about.Label, values.Select(value => value.Value), least: 0, most: about.Most);
        return new Figure(
            about.Id,
            about.Title,
            $"{Note(values, epochs)} {about.Note}".TrimEnd(),
            [.. values.GroupBy(value => value.Heading).Select(panel => new Panel(panel.Key, x, y, [.. AllSeries(panel, about.Unit, epochs)]))])
        {
            Columns = MostPanels,
        };
    }

    private static IEnumerable<Series> AllSeries(IEnumerable<CurveValue> panel, string unit, int epochs) =>
        panel.GroupBy(value => (value.Order, value.Style)).OrderBy(line => line.Key.Order).Select((line, place) => new Series(
            line.Key.Style,
            epochs > 1 ? Spread.Band : Spread.Bars,
            [.. line.GroupBy(value => value.Epoch).OrderBy(epoch => epoch.Key).Select(epoch => Mark(line.Key.Style.Name, epoch, unit))])
        {
            CapSize = 3 + (FurtherCap * place),
        });

    private static Mark Mark(string name, IGrouping<int, CurveValue> epoch, string unit)
    {
        var values = epoch.Select(value => value.Value).Where(double.IsFinite).DefaultIfEmpty(double.NaN).ToArray();
        var (mean, least, most) = (values.Average(), values.Min(), values.Max());
        var remark = FormattableString.Invariant($"{name}, epoch {epoch.Key}\n{mean:0.##}{unit}");
        return values.Length == 1
            ? new Mark(epoch.Key, mean, remark)
            : new Mark(epoch.Key, mean, least, most, remark + FormattableString.Invariant($" ({least:0.##} to {most:0.##} over {values.Length} seeds)"));
    }

    private static string Note(IReadOnlyList<CurveValue> values, int epochs)
    {
        var seeds = values.GroupBy(value => (value.Heading, value.Order)).Select(line => line.Select(value => value.Seed).Distinct().Count()).ToArray();
        var (mean, spread) = epochs > 1 ? ("Line", "band") : ("Point", "bar");
        return seeds.Max() == 1
            ? "1 seed a line, so no spread is shown."
            : $"{mean}: mean over {Seeds.Count(seeds)}; {spread}: least to greatest of them.";
    }

    private static CurveValue ValueOf(CurvePoint point, double value) =>
        new($"Budget {point.Budget}", FamilyPalette.For(point.Family), (int)point.Family, point.Seed, point.Epoch, value);
}

/// <summary>What a figure of learning curves says of itself.</summary>
/// <param name="Id">Its name in files.</param>
/// <param name="Title">Its title.</param>
/// <param name="Label">Quantity and unit.</param>
/// <param name="Unit">The unit after a number, with a space before; empty for none.</param>
/// <param name="Most">The greatest value that means anything.</param>
/// <param name="Note">What stands after how the lines came about; empty for nothing.</param>
internal sealed record CurveFigure(string Id, string Title, string Label, string Unit, double Most, string Note = "");

/// <summary>A value of a run after an epoch: which panel and which line it belongs to, lines by their order.</summary>
internal readonly record struct CurveValue(string Heading, SeriesStyle Style, int Order, int Seed, int Epoch, double Value);
