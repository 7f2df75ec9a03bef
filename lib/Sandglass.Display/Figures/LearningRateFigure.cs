using System.Globalization;
using Sandglass.Display.Charts;
using Sandglass.Display.Style;
using Sandglass.Paper;
using Sandglass.Studies;

namespace Sandglass.Display.Figures;

/// <summary>The figure of a sweep of learning rates.</summary>
internal static class LearningRateFigure
{
    // Beyond it a rate is no candidate, and the others would lie on each other.
    private const double Depth = 20;
    private const double Apart = 0.14; // of the way to the next rate

    /// <summary>Whether a study is a sweep: blocks at several learning rates, which nothing was planned to compare.</summary>
    public static bool Fits(StudyRecord record) =>
        record.IsOfBlocks && record.Protocol.Comparisons.Count == 0 && record.Rows.DistinctBy(row => row.LearningRate).Count() > 1;

    /// <summary>Validation accuracy (%) against the learning rate: a panel a budget, a line a family, each seed as a dot. A rate at which a
    /// run diverged has no point.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <exception cref="ArgumentException">It has no run.</exception>
    public static Figure Of(StudyRecord sweep)
    {
        Seeds.Require(sweep.Rows);
        double[] rates = [.. sweep.Rows.Select(row => row.LearningRate).Distinct().Order()];
        BlockFamily[] families = [.. sweep.Rows.Select(row => row.Family!.Value).Distinct().Order()];
        var (x, y) = (Axis.OfWords("Learning rate", [.. rates.Select(Word)]), Accuracy(sweep));
        var panels = sweep.Rows.GroupBy(LearningRateSweep.Budget).Select(budget => new Panel(
            $"Budget {budget.Key}",
            x,
            y,
            [.. budget.GroupBy(row => row.Family!.Value).OrderBy(family => family.Key).Select(family => SeriesOf(
                family, rates, Apart * (Array.IndexOf(families, family.Key) - ((families.Length - 1) / 2.0))))])).ToArray();
        return new Figure($"learning-rates-{sweep.Protocol.Name}", sweep.Protocol.Question, Note(sweep, y), panels);
    }

    private static Axis Accuracy(StudyRecord sweep)
    {
        double[] values = [.. sweep.Rows.Where(row => !row.Diverged).Select(row => 100 * row.ValidationAccuracy).DefaultIfEmpty(0)];
        return Axis.Around("Validation accuracy (%)", values.Where(value => value >= values.Max() - Depth), least: 0, most: 100);
    }

    private static Series SeriesOf(IGrouping<BlockFamily, StudyRow> family, double[] rates, double aside)
    {
        var style = FamilyPalette.For(family.Key);
        var whole = family.GroupBy(row => row.LearningRate).Where(rate => !rate.Any(row => row.Diverged)).OrderBy(rate => rate.Key)
            .Select(rate => (Rate: rate.Key, Values: rate.Select(row => 100 * row.ValidationAccuracy).ToArray())).ToArray();
        var best = whole.Select(rate => rate.Values.Average()).DefaultIfEmpty().Max();
        return new Series(style, Spread.Bars, [.. whole.Select(rate => new Mark(
            Array.IndexOf(rates, rate.Rate) + aside,
            Digits.Keep(rate.Values.Average()),
            FormattableString.Invariant($"{style.Name}, learning rate {rate.Rate}\n{rate.Values.Average():0.00} % ({Seeds.Count([rate.Values.Length])})"))
        {
            Singles = rate.Values.Length > 1 ? [.. rate.Values.Select(value => Digits.Keep(value))] : [],
            Filled = rate.Values.Average() == best,
        })]);
    }

    private static string Note(StudyRecord sweep, Axis y)
    {
        var seeds = sweep.Rows.GroupBy(row => (row.Group, row.Arm)).Select(arm => arm.Count()).ToArray();
        var (diverged, below) = (sweep.Rows.Count(row => row.Diverged), sweep.Rows.Any(row => 100 * row.ValidationAccuracy < y.Low));
        return $"Mean over {Seeds.Count(seeds)}; small dots: single seeds. Filled: the best rate of a family. Budgets are multiply-adds."
            + (diverged > 0 ? FormattableString.Invariant($" No point where a run diverged ({diverged} of {sweep.Rows.Count} runs did).") : "")
            + (below ? " What lies deeper is cut off." : "");
    }

    private static string Word(double rate) => rate.ToString("0.####", CultureInfo.InvariantCulture);
}
