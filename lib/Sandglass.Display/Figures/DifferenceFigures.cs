using Sandglass.Display.Charts;
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
    private static readonly FamilyStyle Within = new("Differences that do not matter", "#6e7781", MarkerForm.None, LineForm.None);

    /// <summary>
    /// Differences in the outcome (points) with both intervals, a panel a group, the band of differences that do not
    /// matter behind them and the verdict beneath each.
    /// </summary>
    /// <param name="record">A study with planned comparisons.</param>
    /// <exception cref="ArgumentException">No comparison has runs.</exception>
    public static Figure Of(StudyRecord record) => Of(record, record.Protocol.Question);

    /// <summary>The figure under another title than the question.</summary>
    internal static Figure Of(StudyRecord record, string title)
    {
        var outcomes = ComparisonOutcome.Of(record);
        Seeds.Require(outcomes);
        var margin = 100 * record.Protocol.Margin;
        var y = Axis.Around(
            $"Difference in {record.Protocol.Outcome.Replace('_', ' ')} (points)",
            outcomes.SelectMany(o => o.Images is { } images ? new[] { o.Test.Difference, images } : [o.Test.Difference])
                .SelectMany(interval => new[] { 100 * interval.Low, 100 * interval.High }).Append(1.2 * margin).Append(-1.2 * margin),
            margin: 0.12);
        return new Figure(
            $"differences-{record.Protocol.Name}",
            title,
            FormattableString.Invariant($"First minus second, {Seeds.Count(outcomes.Select(o => o.Test.Pairs))} paired; band: the margin of ±{margin:0.0} points. Verdicts are corrected within the study (Holm)."),
            [.. outcomes.GroupBy(o => o.Planned.Group).Select(group => Panel(group.Key, [.. group], y, margin))]);
    }

    private static Panel Panel(string heading, ComparisonOutcome[] outcomes, Axis y, double margin)
    {
        var x = new Axis("", -0.6, outcomes.Length - 0.4) { Words = [.. outcomes.Select(o => $"{o.Planned.First}\n−\n{o.Planned.Second}\n{o.ShortWords}")] };
        Mark[] band = [new(x.Low, 0, -margin, margin, ""), new(x.High, 0, -margin, margin, "")];
        var overImages = outcomes.Index().Where(o => o.Item.Images is not null).Select(o => Mark(o.Index + Aside, o.Item.Images!, o.Item)).ToArray();
        var aside = overImages.Length > 0 ? Aside : 0;
        return new Panel(
            heading,
            x,
            y,
            [
                new Series(Within, Spread.Band, band),
                new Series(OverSeeds, Spread.Bars, [.. outcomes.Select((o, i) => Mark(i - aside, o.Test.Difference, o))]),
                .. overImages.Length > 0 ? [new Series(OverImages, Spread.Bars, overImages)] : Array.Empty<Series>(),
            ]);
    }

    private static Mark Mark(double x, Interval interval, ComparisonOutcome of) => new(
        x,
        100 * interval.Mean,
        100 * interval.Low,
        100 * interval.High,
        FormattableString.Invariant($"{of.Planned.First} − {of.Planned.Second}{(of.Planned.Group.Length > 0 ? $", {of.Planned.Group}" : "")}\n{100 * interval.Mean:+0.00;−0.00} points ({100 * interval.Low:+0.00;−0.00} to {100 * interval.High:+0.00;−0.00})\n{of.Words}"));
}
