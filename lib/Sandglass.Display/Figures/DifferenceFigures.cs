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
    /// Differences in test accuracy (points) with both intervals, a panel a group, the band of differences that do not
    /// matter behind them and the verdict beneath each.
    /// </summary>
    /// <param name="record">A study with planned comparisons.</param>
    /// <exception cref="ArgumentException">No comparison has runs.</exception>
    public static Figure Of(StudyRecord record)
    {
        Difference[] differences =
        [
            .. ComparisonOutcome.Of(record).Select(o =>
                new Difference(o.Planned.Group, o.Planned.First, o.Planned.Second, o.Test.Difference, o.Images, o.Test.Pairs, o.Verdict)),
        ];
        return differences.Length > 0
            ? Of($"differences-{record.Protocol.Name}", record.Protocol.Question, record.Protocol.Margin, differences)
            : throw new ArgumentException($"No planned comparison of {record.Protocol.Name} has runs.", nameof(record));
    }

    /// <summary>The figure of differences of any kind.</summary>
    internal static Figure Of(string id, string title, double share, IReadOnlyList<Difference> differences)
    {
        var margin = 100 * share;
        var y = Axis.Around(
            "Difference in test accuracy (points)",
            differences.SelectMany(d => d.Images is { } images ? new[] { d.Seeds, images } : [d.Seeds])
                .SelectMany(interval => new[] { 100 * interval.Low, 100 * interval.High }).Append(1.2 * margin).Append(-1.2 * margin),
            margin: 0.12);
        return new Figure(
            id,
            title,
            FormattableString.Invariant($"First minus second, {Seeds.Count(differences.Select(d => d.Pairs))} paired; band: the margin of ±{margin:0.0} points. Verdicts are corrected within the study (Holm)."),
            [.. differences.GroupBy(d => d.Group).Select(group => Panel(group.Key, [.. group], y, margin))]);
    }

    private static Panel Panel(string heading, Difference[] differences, Axis y, double margin)
    {
        var x = new Axis("", -0.6, differences.Length - 0.4) { Words = [.. differences.Select(d => $"{d.First}\n−\n{d.Second}\n{Word(d.Verdict)}")] };
        Mark[] band = [new(x.Low, 0, -margin, margin, ""), new(x.High, 0, -margin, margin, "")];
        var overImages = differences.Index().Where(d => d.Item.Images is not null).Select(d => Mark(d.Index + Aside, d.Item.Images!, d.Item)).ToArray();
        var aside = overImages.Length > 0 ? Aside : 0;
        return new Panel(
            heading,
            x,
            y,
            [
                new Series(Within, Spread.Band, band),
                new Series(OverSeeds, Spread.Bars, [.. differences.Select((d, i) => Mark(i - aside, d.Seeds, d))]),
                .. overImages.Length > 0 ? [new Series(OverImages, Spread.Bars, overImages)] : Array.Empty<Series>(),
            ]);
    }

    private static Mark Mark(double x, Interval interval, Difference of) => new(
        x,
        100 * interval.Mean,
        100 * interval.Low,
        100 * interval.High,
        FormattableString.Invariant($"{of.First} − {of.Second}{(of.Group.Length > 0 ? $", {of.Group}" : "")}\n{100 * interval.Mean:+0.00;−0.00} points ({100 * interval.Low:+0.00;−0.00} to {100 * interval.High:+0.00;−0.00})\n{Word(of.Verdict)}"));

    private static string Word(Verdict verdict) => verdict.ToString().ToLowerInvariant();
}

/// <summary>
/// A difference that was planned and found, as a share, whatever it is between: the first arm less the second, over seeds
/// and, where that is known, over test images. The group is empty where there is but one.
/// </summary>
internal sealed record Difference(string Group, string First, string Second, Interval Seeds, Interval? Images, int Pairs, Verdict Verdict);
