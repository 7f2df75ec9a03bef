using Sandglass.Detection.Training;
using Sandglass.Display.Charts;
using Sandglass.Display.Style;
using Sandglass.Statistics;
using Sandglass.Studies;

namespace Sandglass.Display.Figures;

/// <summary>The figures of how well detectors do, backbone against backbone.</summary>
internal static class DetectionFigures
{
    private const double Aside = 0.13;

    /// <summary>Precision against recall, mean over classes, a line a backbone: means over seeds with their t intervals.</summary>
    /// <param name="curves">Points of every run, at the same recalls: the rows of <see cref="DetectionTables.Curves"/>.</param>
    /// <exception cref="ArgumentException">There is no point.</exception>
    public static Figure PrecisionRecall(IReadOnlyList<Observed<RecallPoint>> curves)
    {
        Seeds.Require(curves);
        var recalls = curves.Select(point => point.Row.Recall).Distinct().Order().ToList();
        Reading[] readings = [.. curves.OrderBy(point => point.Family).Select(point => new Reading("", FamilyPalette.For(point.Family), recalls.IndexOf(point.Row.Recall), point.Row.Recall, point.Row.Precision))];
        var panel = new ReadingPanels([new ReadingLayer(readings)], new Axis("Recall", 0, 1), "Precision")
        {
            Least = 0,
            Most = 1,
            Where = step => FormattableString.Invariant($"recall {recalls[step]:0.##}"),
        }.Build(heading: "").Single();
        return new Figure(
            "detection-precision-recall",
            "Precision against recall, mean over classes",
            $"{Describe(curves.Select(row => (row.Family, row.Seed)))} Precision: the best at this recall or above, as average precision takes it; overlap 0.5.",
            [panel with { Y = new Axis("Precision", 0, 1.02) }])
        {
            StandsByPictures = true,
        };
    }

    /// <summary>Average precision (%) by class and their mean, backbones side by side: means over seeds with t intervals, and each seed.</summary>
    /// <param name="precisions">A row a backbone, seed and class: those of <see cref="DetectionTables.Classes"/>.</param>
    /// <param name="byArea">VOC 2010's area; else VOC 2007's eleven points.</param>
    /// <exception cref="ArgumentException">No class has objects.</exception>
    public static Figure AveragePrecision(IReadOnlyList<Observed<ClassResult>> precisions, bool byArea = true)
    {
        var rows = precisions.Select(row => new Row(row.Family, row.Seed, row.Row.Class, (byArea ? row.Row.Area : row.Row.ElevenPoint) ?? double.NaN)).Where(row => double.IsFinite(row.Value)).ToList();
        Seeds.Require(rows);
        rows.AddRange(rows.GroupBy(row => (row.Family, row.Seed)).Select(run => new Row(run.Key.Family, run.Key.Seed, "mean", run.Average(row => row.Value))).ToArray());
        string[] classes = [.. rows.Select(row => row.Class).Distinct()];
        var families = rows.Select(row => row.Family).Distinct().Order().ToArray();
        var series = families.Select((family, place) => new Series(
            FamilyPalette.For(family) with { Line = LineForm.None },
            Spread.Bars,
            [.. classes.Select((name, x) => Mark(family, name, x + ((place - ((families.Length - 1) / 2.0)) * 2 * Aside), rows))])).ToArray();
        var y = Axis.Around("Average precision (%)", series.SelectMany(s => s.Marks).SelectMany(m => m.Singles.Append(m.Low).Append(m.High).Append(m.Y)), least: 0, most: 100);
        return new Figure(
            "detection-average-precision",
            "Average precision, class by class",
            $"{Describe(rows.Select(row => (row.Family, row.Seed)))} Small dots: single seeds. Average precision by {(byArea ? "VOC 2010's area" : "VOC 2007's eleven points")}, overlap 0.5; mean: over classes.",
            [new Panel("", Axis.OfWords("", [.. classes.Select(name => name.Replace("-", "-\n"))], margin: 0.6), y, series)])
        {
            StandsByPictures = true,
        };
    }

    private static Mark Mark(BlockFamily family, string name, double x, IReadOnlyList<Row> rows)
    {
        double[] values = [.. rows.Where(row => row.Family == family && row.Class == name).Select(row => 100 * row.Value)];
        if (values.Length == 0)
        {
            return new Mark(x, double.NaN);
        }
        var interval = TInterval.OfMean(values);
        return new Mark(
            x,
            interval.Mean,
            Math.Max(0, interval.Low),
            Math.Min(100, interval.High),
            FormattableString.Invariant($"{FamilyPalette.For(family).Name}, {name}\n{interval.Mean:0.0} % ({interval.Low:0.0} to {interval.High:0.0})"))
        {
            Singles = values.Length > 1 ? values : [],
        };
    }

    private static string Describe(IEnumerable<(BlockFamily Family, int Seed)> runs) =>
        Seeds.Describe([.. runs.Distinct().GroupBy(run => run.Family).Select(family => family.Count())], "a backbone");

    private sealed record Row(BlockFamily Family, int Seed, string Class, double Value);
}
