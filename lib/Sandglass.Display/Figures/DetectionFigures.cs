using System.Globalization;
using Sandglass.Blocks;
using Sandglass.Display.Style;
using Sandglass.Statistics;

namespace Sandglass.Display.Figures;

/// <summary>The figures of how well detectors do, backbone against backbone.</summary>
public static class DetectionFigures
{
    private const double Aside = 0.13;
    private const int Columns = 5;

    /// <summary>Precision against recall, a panel a class, a line a backbone: means over seeds with their t intervals.</summary>
    /// <param name="points">The same recalls for every run and class.</param>
    /// <exception cref="ArgumentException">There is no point.</exception>
    public static Figure PrecisionRecall(IReadOnlyList<BackbonePoint> points)
    {
        ObservedSeeds.Require(points);
        Reading[] readings =
        [
            .. points.Select(p => new Reading(p.Class, p.Family, p.Seed, (int)Math.Round(1000 * p.Recall), p.Recall, p.Precision)),
        ];
        var panels = new ReadingPanels([new ReadingLayer(readings)], new Axis("Recall", 0, 1), "Precision")
        {
            Least = 0,
            Most = 1,
            Where = recall => string.Create(CultureInfo.InvariantCulture, $"recall {recall / 1000.0:0.##}"),
        }.Build(heading: "");
        return new Figure(
            "detection-precision-recall",
            "Precision against recall, class by class",
            $"{Describe(points.Select(p => (p.Family, p.Seed)))} Precision: the best at this recall or above, as average precision takes it; overlap 0.5.",
            [.. panels.Select((panel, i) => Named(panel) with { Y = new Axis(i % Columns == 0 ? "Precision" : "", 0, 1.02), X = new Axis(i / Columns == (panels.Count - 1) / Columns ? "Recall" : "", 0, 1) })])
        {
            Columns = Columns,
        };
    }

    /// <summary>Average precision (%) by class and their mean, backbones side by side: means over seeds with t intervals, and each seed.</summary>
    /// <param name="precisions">A row a backbone, seed and class.</param>
    /// <param name="rule">How average precision was taken, such as <c>VOC 2007, eleven points</c>.</param>
    /// <exception cref="ArgumentException">There is no row.</exception>
    public static Figure AveragePrecision(IReadOnlyList<BackbonePrecision> precisions, string rule)
    {
        ObservedSeeds.Require(precisions);
        var known = precisions.Where(row => double.IsFinite(row.AveragePrecision)).ToArray();
        BackbonePrecision[] rows = [.. known, .. known.GroupBy(row => (row.Family, row.Seed)).Select(run =>
            new BackbonePrecision(run.Key.Family, run.Key.Seed, "mean", run.Average(row => row.AveragePrecision)))];
        string[] classes = [.. rows.Select(row => row.Class).Distinct()];
        var families = rows.Select(row => row.Family).Distinct().Order().ToArray();
        var series = families.Select((family, place) => new Series(
            family,
            Spread.Bars,
            [.. classes.Select((name, x) => Mark(family, name, x + ((place - ((families.Length - 1) / 2.0)) * 2 * Aside), rows))])
        {
            OwnStyle = BackboneStyle.Of(family) with { Line = LineForm.None },
        }).ToArray();
        var y = Axis.Around("Average precision (%)", series.SelectMany(s => s.Marks).SelectMany(m => m.Singles.Append(m.Low).Append(m.High).Append(m.Y)), least: 0, most: 100);
        return new Figure(
            "detection-average-precision",
            "Average precision, class by class",
            $"{Describe(rows.Select(row => (row.Family, row.Seed)))} Small dots: single seeds. {rule}; overlap 0.5; mean: over classes.",
            [new Panel("", Axis.OfWords("", [.. classes.Select(name => name.Replace("-", "-\n"))], margin: 0.6), y, series)]);
    }

    private static Panel Named(Panel panel) => panel with
    {
        Series = [.. panel.Series.Select(series => series with { OwnStyle = BackboneStyle.Of(series.Family) })],
    };

    private static Mark Mark(BlockFamily family, string name, double x, IReadOnlyList<BackbonePrecision> rows)
    {
        double[] values = [.. rows.Where(row => row.Family == family && row.Class == name).Select(row => 100 * row.AveragePrecision)];
        if (values.Length == 0)
        {
            return new Mark(x, double.NaN, double.NaN, double.NaN, "");
        }
        var interval = TInterval.OfMean(values);
        return new Mark(
            x,
            interval.Mean,
            Math.Max(0, interval.Low),
            Math.Min(100, interval.High),
            string.Create(CultureInfo.InvariantCulture, $"{BackboneStyle.Of(family).Name}, {name}\n{interval.Mean:0.0} % ({interval.Low:0.0} to {interval.High:0.0})"))
        {
            Singles = values.Length > 1 ? values : [],
        };
    }

    private static string Describe(IEnumerable<(BlockFamily Family, int Seed)> runs)
    {
        var counts = runs.Distinct().GroupBy(run => run.Family).Select(family => family.Count()).ToArray();
        return counts.Max() == 1 ? "1 seed a backbone: no interval." : $"Mean over {Seeds.Count(counts)} with its 95 % t interval.";
    }
}
