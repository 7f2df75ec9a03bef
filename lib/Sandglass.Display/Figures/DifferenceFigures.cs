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
            string.Create(CultureInfo.InvariantCulture,
                $"First minus second, {Seeds.Count(outcomes.Select(o => o.Test.Pairs))} paired; band: the margin of ±{margin:0.0} points. Verdicts are corrected within the study (Holm)."),
            [.. outcomes.GroupBy(o => o.Planned.Group).Select(group => Panel(group.Key, [.. group], y, margin))]);
    }

    private static Panel Panel(string heading, ComparisonOutcome[] outcomes, Axis y, double margin) => new(
        heading,
        new Axis("", -0.6, outcomes.Length - 0.4) { Words = [.. outcomes.Select(o => $"{o.Planned.First}\n−\n{o.Planned.Second}\n{o.Verdict.ToString().ToLowerInvariant()}")] },
        y,
        [
            new Series(default, Spread.Band, [Edge(-0.6, margin), Edge(outcomes.Length - 0.4, margin)])
            {
                OwnStyle = new FamilyStyle("Differences that do not matter", "#6e7781", MarkerForm.None, LineForm.None),
            },
            new Series(default, Spread.Bars, [.. outcomes.Select((o, i) => Mark(i - Aside, o.Test.Difference, o))]) { OwnStyle = OverSeeds },
            new Series(default, Spread.Bars, [.. outcomes.Select((o, i) => Mark(i + Aside, o.Images, o))]) { OwnStyle = OverImages },
        ]);

    private static Mark Edge(double x, double margin) => new(x, 0, -margin, margin, "");

    private static Mark Mark(double x, Interval interval, ComparisonOutcome outcome) => new(
        x,
        100 * interval.Mean,
        100 * interval.Low,
        100 * interval.High,
        string.Create(CultureInfo.InvariantCulture,
            $"{outcome.Planned.First} − {outcome.Planned.Second}, {outcome.Planned.Group}\n{100 * interval.Mean:+0.00;−0.00} points ({100 * interval.Low:+0.00;−0.00} to {100 * interval.High:+0.00;−0.00})\n{outcome.Verdict.ToString().ToLowerInvariant()}"));
}
