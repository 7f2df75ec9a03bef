using System.Globalization;
using Sandglass.Analysis.Gradients;
using Sandglass.Display.Charts;
using Sandglass.Display.Style;
using Sandglass.Studies;
using Sandglass.Studies.Diagnostics;

namespace Sandglass.Display.Figures;

/// <summary>Builds the figure of cosine densities.</summary>
internal static class CosineDensities
{
    // Of the density's 161 places.
    private const int Thinning = 4;
    private const int NullThinning = 8;
    private const double Headroom = 1.5; // over the networks: nulls are narrower, and would press them flat

    public static Figure Build(IReadOnlyList<Observed<ConfusionRow>> rows)
    {
        var whole = rows.Where(r => r.Row.Cosines.Count > 0).ToArray();
        Seeds.Require(whole);
        var epochs = whole.Select(r => r.Row.Epoch).Distinct().Order().ToArray();
        var groups = whole.Select(r => r.Group).Distinct().ToArray();
        var panels = (from epoch in epochs from g in groups select (epoch, g))
            .ToDictionary(place => place, place => SeriesOf(whole, place.epoch, place.g));
        var shown = panels.Values.SelectMany(p => p).Where(s => s.Style.Name != Vectors).SelectMany(s => s.Marks).ToArray();
        var x = Axis.Around("Agreement (cosine of two gradients)", shown.Select(m => m.X), margin: 0.02, least: -1, most: 1);
        var y = new Axis("Density (1 / cosine)", 0, Headroom * panels.Values.SelectMany(p => p).Where(s => !s.IsNull).SelectMany(s => s.Marks).Max(m => m.Y));
        var stills = epochs.Take(2).Append(epochs[^1]).Distinct().ToArray();
        Panel Panel(int epoch, string group, string heading) => new(heading, x, y, panels[(epoch, group)]);
        var batches = whole[0].Row;
        var seeds = Seeds.Of(whole);
        return new Figure(
            "confusion-densities",
            "How far mini-batch gradients agree",
            FormattableString.Invariant($"Smoothed densities of all pairs of {batches.Batches} mini-batches of {batches.BatchSize} images; {seeds}. Epoch 0: initial weights, also on random labels. Random vectors: of as many parameters. Narrow peaks of nulls leave the figure."),
            [
                .. from g in groups
                   from epoch in stills
                   select Panel(epoch, g, FormattableString.Invariant($"{g}, epoch {epoch}")),
            ])
        {
            Columns = stills.Length,
            Slider = new FigureSlider(
                "Epoch",
                [.. epochs.Select(epoch => (epoch.ToString(CultureInfo.InvariantCulture), (IReadOnlyList<Panel>)[.. groups.Select(g => Panel(epoch, g, $"Budget {g}"))]))],
                epochs.Length - 1),
        };
    }

    private const string Vectors = "Random vectors";

    private static Series[] SeriesOf(IReadOnlyList<Observed<ConfusionRow>> rows, int epoch, string group)
    {
        var here = rows.Where(r => r.Group == group).ToArray();
        IEnumerable<Series> Families(ConfusionSource source, Func<SeriesStyle, Mark[], Series> series) => here
            .Where(r => r.Row.Source == source && r.Row.Epoch == epoch)
            .GroupBy(r => r.Family)
            .OrderBy(family => family.Key)
            .Select(family => series(FamilyPalette.For(family.Key), Curve(family, source == ConfusionSource.Network ? Thinning : NullThinning)));
        return
        [
            new Series(NullPalette.Of(Vectors, LineForm.Dotted), Spread.Band, Curve(here.Where(r => r.Row.Source == ConfusionSource.RandomVectors), NullThinning))
            {
                IsNull = true,
            },
            .. Families(ConfusionSource.RandomLabels, (style, marks) => Series.NullOf(style, "random labels", Spread.Band, marks)),
            .. Families(ConfusionSource.Network, (style, marks) => new Series(style, Spread.Band, marks)),
        ];
    }

    private static Mark[] Curve(IEnumerable<Observed<ConfusionRow>> rows, int thinning)
    {
        double[] cosines = [.. rows.SelectMany(r => r.Row.Cosines).Order()];
        if (cosines.Length == 0)
        {
            return [];
        }
        var density = CosineDensity.Of(cosines);
        return
        [
            .. density.At.Zip(density.Heights).Where((_, i) => i % thinning == 0)
                .Select(point => new Mark(Math.Round(point.First, 6), Digits.Keep(point.Second, 3))),
        ];
    }
}
