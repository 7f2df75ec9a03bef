using Sandglass.Display.Charts;
using Sandglass.Display.Style;
using Sandglass.Paper;
using Sandglass.Statistics;
using Sandglass.Studies;

namespace Sandglass.Display.Figures;

/// <summary>The figures of what planned comparisons found.</summary>
internal static class DifferenceFigures
{
    private static readonly SeriesStyle OverSeeds = new("Corrected interval over seeds", FamilyPalette.Ink, MarkerForm.Circle, LineForm.None);
    private static readonly SeriesStyle OverImages = new("95 % interval over test images", "#8c959f", MarkerForm.Diamond, LineForm.None);

    private static readonly SeriesStyle Published = new("Published effect, carried over", "#bc4c00", MarkerForm.Triangle, LineForm.None);

    /// <summary>
    /// Differences in the outcome (points), a row each, with both intervals, the verdict in words, the band of differences
    /// that are smaller than the margin, and the effect that the paper states where it states one.
    /// </summary>
    /// <param name="record">A study with planned comparisons.</param>
    /// <exception cref="ArgumentException">No comparison has runs.</exception>
    public static Figure Of(StudyRecord record) => Of(record, record.Verdicts());

    /// <summary>The same of what the comparisons came to, where that is known, and under another title than the question.</summary>
    public static Figure Of(StudyRecord record, IReadOnlyList<ComparisonOutcome> outcomes, string? title = null)
    {
        Seeds.Require(outcomes);
        var published = PublishedEffects.Of(record.Protocol.Name, outcomes);
        var rows = new DotRows([.. outcomes.OrderBy(o => outcomes.Index().First(other => other.Item.Planned.Group == o.Planned.Group).Index)
            .Select(outcome => Row(outcome, published[outcome.Planned]))]);
        var carried = published.Count > 0 ? " Published effects are shifts in logits, carried over to the accuracy of the second arm." : "";
        return new Figure(
            $"differences-{record.Protocol.Name}",
            title ?? record.Protocol.Question,
            $"First minus second, {Seeds.Count(outcomes.Select(o => o.Test.Pairs))} paired. Intervals over seeds are corrected for the number of comparisons as verdicts are (Holm): one that leaves zero out shows a difference. Those over test images are of 95 %.{carried}",
            [rows.Panel($"Difference in {outcomes[0].Column.Words} (points)", 100 * record.Protocol.Margin)])
        {
            FurtherHeight = rows.FurtherHeight,
        };
    }

    private static DotRow Row(ComparisonOutcome outcome, IEnumerable<double> published) => new(
        outcome.Planned.Group,
        $"{outcome.Planned.First} − {outcome.Planned.Second}\n{outcome.ShortWords}",
        [Dot(OverSeeds, outcome.Corrected, outcome), .. outcome.Images is { } images ? [Dot(OverImages, images, outcome)] : Array.Empty<Dot>()])
    {
        Markers = [.. published.Select(effect => new Dot(Published, Figures.Dot.Percent(new Interval(effect, double.NaN, double.NaN)), $"the paper's effect, carried over: {outcome.Column.Signed(effect)} points"))],
    };

    private static Dot Dot(SeriesStyle style, Interval interval, ComparisonOutcome of)
    {
        string Signed(double value) => of.Column.Signed(value);
        var bounds = double.IsFinite(interval.Low) ? $" ({Signed(interval.Low)} to {Signed(interval.High)})" : "";
        return new Dot(
            style,
            Figures.Dot.Percent(interval),
            $"{of.Planned.First} − {of.Planned.Second}{(of.Planned.Group.Length > 0 ? $", {of.Planned.Group}" : "")}\n{Signed(interval.Mean)} points{bounds}\n{of.Words}");
    }
}
