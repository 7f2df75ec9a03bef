using System.Globalization;
using Sandglass.Training;

namespace Sandglass.Display.Figures;

/// <summary>The learning curve of one run: loss and accuracy, side by side.</summary>
internal static class RunCurve
{
    /// <summary>The figure.</summary>
    public static Figure Of(Run run)
    {
        var plan = run.Summary.Spec.Plan;
        var epochs = new Axis("Epoch", 0.7, run.Metrics.Count + 0.3, WholeNumbers: true);
        Panel Panel(string heading, Func<EpochMetrics, double> of, double most)
        {
            var marks = run.Metrics
                .Select(m => new Mark(m.Epoch, of(m), double.NaN, double.NaN, string.Create(CultureInfo.InvariantCulture, $"epoch {m.Epoch}\n{of(m):0.###}")))
                .ToArray();
            return new Panel(
                heading,
                epochs,
                Axis.Around("", marks.Select(mark => mark.Y), least: 0, most: most),
                [new Series(plan.Stages[0].Blocks[0].Family, Spread.Band, marks)]);
        }
        return new Figure(
            $"run-{run.Summary.Hash}",
            $"{plan.Name} on {run.Summary.Spec.Data.Name}",
            string.Create(CultureInfo.InvariantCulture, $"One run, seed {run.Summary.Spec.Seed}: no spread is shown."),
            [
                Panel("Training loss", m => m.TrainingLoss, double.PositiveInfinity),
                Panel("Validation accuracy (%)", m => 100 * m.ValidationAccuracy, 100),
            ]);
    }
}
