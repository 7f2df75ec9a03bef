using System.Globalization;
using Sandglass.Display.Style;
using Sandglass.Statistics;
using Sandglass.Studies;

namespace Sandglass.Display.Figures;

/// <summary>The figures of what planned comparisons found.</summary>
public static class DifferenceFigures
{
    private const double Aside = 0.14;

    private static readonly FamilyStyle OverSeeds = new("95 % interval over seeds", FamilyPalette.Ink, MarkerForm.Circle, LineForm.None);
    private static readonly FamilyStyle OverImages = new("95 % interval over test images", "#8c959f", MarkerForm.Diamond, LineForm.None);

    /// <summary>
    /// Differences in test accuracy (points) with both intervals, a panel a group, the band of differences that do not
    /// matter behind them and the verdict beneath each.
    /// </summary>
    /// <param name="record">A study with planned comparisons.</param>
    /// <exception cref="ArgumentException">No comparison has runs.</exception>
    public static Figure Of(StudyRecord record)
    {
        var outcomes = ComparisonOutcome.Of(record);
        if (outcomes.Count == 0)
        {
            throw new ArgumentException($"No planned comparison of {record.Protocol.Name} has runs.", nameof(record));
        }

        var margin = 100 * record.Protocol.Margin;
        var y = Axis.Around(
            "Difference in test accuracy (points)",
            outcomes.SelectMany(o => (double[])[o.Test.Difference.Low, o.Test.Difference.High, o.Images.Low, o.Images.High])
                .Select(value => 100 * value).Append(1.2 * margin).Append(-1.2 * margin),
            margin: 0.12);
        return new Figure(
            $"differences-{record.Protocol.Name}",
            record.Protocol.Question,
            Note(outcomes.Select(o => o.Test.Pairs), margin),
            [.. outcomes.GroupBy(o => o.Planned.Group).Select(group => Panel(group.Key, [.. group], y, margin))]);
    }

    /// <summary>The same of differences that have an interval over seeds alone.</summary>
    internal static Figure Of(string id, string title, double share, IReadOnlyList<(string First, string Second, PairedTest Test, Verdict Verdict)> differences)
    {
        var margin = 100 * share;
        var y = Axis.Around(
            "Difference in test accuracy (points)",
            differences.SelectMany(d => (double[])[100 * d.Test.Difference.Low, 100 * d.Test.Difference.High]).Append(1.2 * margin).Append(-1.2 * margin),
            margin: 0.12);
        return new Figure(
            id,
            title,
            Note(differences.Select(d => d.Test.Pairs), margin),
            [
                new Panel(
                    "",
                    new Axis("", -0.6, differences.Count - 0.4) { Words = [.. differences.Select(d => Words(d.First, d.Second, d.Verdict))] },
                    y,
                    [Band(differences.Count, margin), new Series(default, Spread.Bars, [.. differences.Select((d, i) => Mark(i, d.Test.Difference, $"{d.First} − {d.Second}", d.Verdict))]) { OwnStyle = OverSeeds }]),
            ]);
    }

    private static string Note(IEnumerable<int> pairs, double margin) => string.Create(CultureInfo.InvariantCulture,
        $"First minus second, {Seeds.Count(pairs)} paired; band: the margin of ±{margin:0.0} points. Verdicts are corrected within the study (Holm).");

    private static string Words(string first, string second, Verdict verdict) => $"{first}\n−\n{second}\n{verdict.ToString().ToLowerInvariant()}";

    private static Series Band(int count, double margin) => new(default, Spread.Band, [Edge(-0.6, margin), Edge(count - 0.4, margin)])
    {
        OwnStyle = new FamilyStyle("Differences that do not matter", "#6e7781", MarkerForm.None, LineForm.None),
    };

    private static Panel Panel(string heading, ComparisonOutcome[] outcomes, Axis y, double margin) => new(
        heading,
        new Axis("", -0.6, outcomes.Length - 0.4) { Words = [.. outcomes.Select(o => Words(o.Planned.First, o.Planned.Second, o.Verdict))] },
        y,
        [
            Band(outcomes.Length, margin),
            new Series(default, Spread.Bars, [.. outcomes.Select((o, i) => Mark(i - Aside, o.Test.Difference, o))]) { OwnStyle = OverSeeds },
            new Series(default, Spread.Bars, [.. outcomes.Select((o, i) => Mark(i + Aside, o.Images, o))]) { OwnStyle = OverImages },
        ]);

    private static Mark Edge(double x, double margin) => new(x, 0, -margin, margin, "");

    private static Mark Mark(double x, Interval interval, ComparisonOutcome outcome) =>
        Mark(x, interval, $"{outcome.Planned.First} − {outcome.Planned.Second}, {outcome.Planned.Group}", outcome.Verdict);

    private static Mark Mark(double x, Interval interval, string what, Verdict verdict) => new(
        x,
        100 * interval.Mean,
        100 * interval.Low,
        100 * interval.High,
        string.Create(CultureInfo.InvariantCulture,
            $"{what}\n{100 * interval.Mean:+0.00;−0.00} points ({100 * interval.Low:+0.00;−0.00} to {100 * interval.High:+0.00;−0.00})\n{verdict.ToString().ToLowerInvariant()}"));
}
