using Sandglass.Analysis.Gradients;
using Sandglass.Studies.Diagnostics;

namespace Sandglass.Studies;

/// <summary>Gradient confusion of a run at a loss that all runs of its budget passed.</summary>
/// <param name="Loss">The loss of the mini-batches.</param>
/// <param name="Value">The quantity there, interpolated linearly between the epochs around it.</param>
internal sealed record EqualLoss(double Loss, double Value)
{
    /// <summary>A quantity of every run at the lowest loss that all runs of its budget reached.</summary>
    /// <param name="rows">What was observed.</param>
    /// <param name="value">The quantity.</param>
    public static IReadOnlyList<Observed<EqualLoss>> Of(
        IEnumerable<Observed<ConfusionRow>> rows, Func<ConfusionRow, double> value) =>
    [
        .. from row in rows
           where IsOfWholeNetwork(row)
           group row by row.Group into budget
           let runs = budget.GroupBy(row => (row.Arm, row.Seed)).Select(run => run.OrderBy(row => row.Row.Epoch).ToArray()).ToArray()
           let loss = runs.Max(run => run.Min(row => row.Row.Loss))
           from run in runs
           select new Observed<EqualLoss>(run[0].Arm, run[0].Group, run[0].Family, run[0].Seed, new(loss, At(run, loss, value))),
    ];

    /// <summary>Whether a row is of the network itself, no null, and over all its parameters.</summary>
    internal static bool IsOfWholeNetwork(Observed<ConfusionRow> row) =>
        row.Row.Source == ConfusionSource.Network && row.Row.Part == GradientGram.All;

    private static double At(Observed<ConfusionRow>[] run, double loss, Func<ConfusionRow, double> value)
    {
        var reached = Array.FindIndex(run, row => row.Row.Loss <= loss);
        if (reached == 0)
        {
            return value(run[0].Row);
        }

        var (before, after) = (run[reached - 1].Row, run[reached].Row);
        var share = (before.Loss - loss) / (before.Loss - after.Loss);
        return value(before) + (share * (value(after) - value(before)));
    }
}
