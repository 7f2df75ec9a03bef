using Sandglass.Analysis.Gradients;
using Sandglass.Analysis.Ranks;
using Sandglass.Display.Charts;
using Sandglass.Display.Style;

namespace Sandglass.Display.Figures;

/// <summary>What a single network says of itself: no seeds, so no intervals.</summary>
internal static class RunFigures
{
    private static readonly SeriesStyle Alone = NullPalette.Found("this network");

    /// <summary>Effective rank at each place as a share of its channels.</summary>
    public static Figure EffectiveRank(RankProfile profile)
    {
        var ranks = profile.Ranks.Where(rank => rank.Source is RankSource.Network or RankSource.Untrained).DistinctBy(rank => rank.Place).ToArray();
        Seeds.Require(ranks);
        var marks = ranks.Select((rank, i) => new Mark(
            i, 100 * rank.EffectiveRank / rank.Channels, FormattableString.Invariant($"{rank.Place}\neffective rank {rank.EffectiveRank:0.0} of {rank.Channels} channels"))).ToArray();
        return new Figure(
            "effective-rank",
            $"Effective rank along {profile.Network}",
            FormattableString.Invariant($"{profile.Images:n0} images, pixels as samples, each channel standardised. One network: no interval."),
            [
                new Panel(
                    "",
                    Axis.OfWords("Depth", [.. ranks.Select(rank => Short(rank.Place))]) with { IsSlanted = true },
                    Axis.Around("Effective rank (% of the channels)", marks.Select(mark => mark.Y), least: 0, most: 100),
                    [new Series(Alone, Spread.Band, marks)]),
            ]);
    }

    /// <summary>The cosines between the gradients of mini-batches, as a smooth density.</summary>
    public static Figure Agreement(GradientGram gram)
    {
        var summary = gram.Summarize();
        var density = summary.Density;
        Mark[] marks = [.. density.At.Zip(density.Heights, (at, height) => new Mark(at, height))];
        return new Figure(
            "gradient-agreement",
            "How far the gradients of mini-batches agree",
            FormattableString.Invariant($"{gram.Count} mini-batches, {summary.Cosines.Count} pairs: median cosine {summary.Median:0.00}, least {summary.Minimum:0.00}, {100 * summary.ShareNegative:0} % below zero. One network: no interval."),
            [
                new Panel(
                    "",
                    Axis.Around("Cosine of two gradients", marks.Select(mark => mark.X), margin: 0.02, least: -1, most: 1),
                    Axis.Around("Density (1 / cosine)", marks.Select(mark => mark.Y).Append(0), least: 0),
                    [new Series(Alone, Spread.Band, marks)]),
            ]);
    }

    /// <summary>How often each class was taken for which, as a share of the class.</summary>
    public static Figure Confusion(ConfusionMatrix matrix)
    {
        var classes = matrix.ClassNames.Count;
        // The first row of a map lies lowest, and the first class is to lie highest.
        var cells = HeatCells.Of(classes, classes, (row, answer) => Share(matrix, classes - 1 - row, answer), new HeatScale("% of the class", 0, 100) { Decimals = 0 });
        var all = matrix.Counts.Cast<int>().Sum();
        return new Figure(
            "confusion-matrix",
            "Which class is taken for which",
            FormattableString.Invariant($"Per cent of the images of each class, {all:n0} images. The diagonal is right."),
            [
                new Panel(
                    "",
                    Axis.OfWords("The network's answer", matrix.ClassNames) with { IsSlanted = true },
                    Axis.OfWords("The image's class", [.. matrix.ClassNames.Reverse()]),
                    []) { Cells = cells },
            ]);
    }

    private static double Share(ConfusionMatrix matrix, int label, int answer)
    {
        var of = Enumerable.Range(0, matrix.ClassNames.Count).Sum(other => matrix.Counts[label, other]);
        return of == 0 ? double.NaN : 100.0 * matrix.Counts[label, answer] / of;
    }

    private static string Short(string place) => place.Replace("stage", "", StringComparison.Ordinal).Replace(".block", ".", StringComparison.Ordinal).Replace(".out", "", StringComparison.Ordinal);
}
