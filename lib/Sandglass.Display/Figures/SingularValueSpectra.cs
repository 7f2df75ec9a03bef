using Sandglass.Analysis.Ranks;
using Sandglass.Display.Charts;
using Sandglass.Display.Style;
using Sandglass.Runtime;
using Sandglass.Studies;
using Sandglass.Studies.Diagnostics;

namespace Sandglass.Display.Figures;

/// <summary>Builds the figure of singular values.</summary>
internal static class SingularValueSpectra
{
    // Spectra are recorded to four decimals.
    private const double Least = 1e-4;
    private const int MostPoints = 60;

    public static Figure Build(IReadOnlyList<Observed<RankRow>> rows, string? place)
    {
        var recorded = rows.Where(r => r.Row.Spectrum.Count > 0).ToArray();
        var last = place ?? recorded.LastOrDefault()?.Row.Place;
        var shown = recorded.Where(r => r.Row.Place == last).ToArray();
        Seeds.Require(shown);
        var x = new Axis("Direction (share of the channels)", 0, 1.02);
        var least = shown.SelectMany(r => r.Row.Spectrum).Where(value => value >= Least).Min();
        var y = new Axis("Singular value over the largest", Math.Floor(2 * Math.Log10(least)) / 2, 0.08) { IsLogarithmic = true };
        return new Figure(
            $"spectra-{last!.Replace('.', '-')}",
            $"Singular values at {last}",
            $"Geometric mean over {Seeds.Of(shown)}, after epoch {shown.Max(r => r.Row.Epoch)}: validation pixels by channels, each channel standardised. Gaussian: numbers of the same shape.",
            [
                .. shown.GroupBy(r => r.Group).Select(g => new Panel(
                    $"Budget {g.Key}",
                    x,
                    y,
                    [
                        .. g.GroupBy(r => r.Family).OrderBy(family => family.Key).Select(family => Gaussian(FamilyPalette.For(family.Key), family.First().Row)),
                        .. g.GroupBy(r => r.Family).OrderBy(family => family.Key)
                            .Select(family => new Series(FamilyPalette.For(family.Key), Spread.Band, Curve([.. family.Select(r => r.Row.Spectrum)]))),
                    ])),
            ]);
    }

    private static Series Gaussian(SeriesStyle style, RankRow row)
    {
        var drawn = GaussianNull.Draw(row.Samples, row.Channels, row.Scaling, new RandomStreams(1).Open($"spectra/{row.Place}")).SingularValues;
        return Series.NullOf(style, "Gaussian", Spread.Band, Curve([[.. drawn.Select(value => value / drawn[0])]]));
    }

    private static Mark[] Curve(IReadOnlyList<IReadOnlyList<double>> spectra)
    {
        var count = spectra.Min(spectrum => spectrum.Count);
        var step = Math.Max(1, count / MostPoints);
        return
        [
            .. from i in Enumerable.Range(0, count)
               where (i % step == 0 || i == count - 1) && spectra.All(spectrum => spectrum[i] >= Least)
               select new Mark(
                   Digits.Keep((i + 1.0) / count), Digits.Keep(spectra.Average(spectrum => Math.Log10(spectrum[i])))),
        ];
    }
}
