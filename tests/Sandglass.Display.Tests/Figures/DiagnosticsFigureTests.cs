using System.Text.Json;
using System.Xml.Linq;
using Plotly.NET;
using Sandglass.Analysis.Interventions;
using Sandglass.Display.Charts;
using Sandglass.Display.Figures;
using Sandglass.Display.Style;
using Sandglass.Runtime;
using Sandglass.Studies;
using Figure = Sandglass.Display.Charts.Figure;

namespace Sandglass.Display.Tests.Figures;

public class DiagnosticsFigureTests
{
    private static Figure[] All { get; } = Draw();

    // Two families may be matched to a budget at the same width multiplier.
    [Fact]
    public void Runs_of_every_family_budget_and_seed_count_for_themselves()
    {
        var study = Study.Load("inside");
        Assert.Equal(study.Rows.Count, study.Diagnostics().Correlation("median_cosine").Runs);
        Assert.Equal(study.Rows.Count, study.Rows.Select(row => row.Run).Distinct().Count());
    }

    [Fact]
    public void The_same_observations_give_the_same_bytes() =>
        Assert.All(All.Zip(Draw()), twins =>
        {
            Assert.Equal(twins.First.ToPng(), twins.Second.ToPng());
            Assert.Equal(twins.First.ToSvg(), twins.Second.ToSvg());
            Assert.Equal(twins.First.ToHtmlFragment(), twins.Second.ToHtmlFragment());
        });

    [Fact]
    public void Every_axis_says_what_it_shows_and_every_figure_how_it_came_about()
    {
        Assert.All(All.SelectMany(figure => figure.Panels), panel =>
        {
            Assert.NotEmpty(panel.X.Label);
            Assert.NotEmpty(panel.Y.Label);
            Assert.True(panel.X.Span > 0 && panel.Y.Span > 0);
        });
        Assert.All(All, figure => Assert.True(figure.Note.Length > 60, figure.Id));
        Assert.Equal(All.Length, All.Select(figure => figure.Id).Distinct().Count());
    }

    [Fact]
    public void A_familys_colour_belongs_to_it_alone()
    {
        var colours = Enum.GetValues<BlockFamily>().ToDictionary(family => FamilyPalette.For(family).Colour);
        foreach (var series in All.SelectMany(figure => figure.Panels).SelectMany(panel => panel.Series))
        {
            if (colours.TryGetValue(series.Style.Colour, out var owner))
            {
                Assert.Equal(FamilyPalette.For(owner).Name, series.Style.Name);
                Assert.False(series.IsNull);
            }
            else
            {
                Assert.DoesNotContain(series.Style.Name, colours.Values.Select(family => FamilyPalette.For(family).Name));
            }
        }
    }

    [Fact]
    public void The_live_form_is_json_without_holes_and_small()
    {
        foreach (var figure in All)
        {
            var json = GenericChart.toJson(figure.ToChart());
            using var document = JsonDocument.Parse(json);
            Assert.NotEmpty(document.RootElement.GetProperty("data").EnumerateArray());
            Assert.DoesNotContain("NaN", json);
            Assert.True(json.Length < 120_000, $"{figure.Id}: {json.Length} bytes");
        }
    }

    [Fact]
    public void Each_step_of_the_slider_shows_the_traces_of_one_epoch()
    {
        var figure = ConfusionFigures.Densities(SampleObservations.Confusion);
        using var document = JsonDocument.Parse(GenericChart.toJson(figure.ToChart()));
        var traces = document.RootElement.GetProperty("data").EnumerateArray().ToArray();
        var slider = document.RootElement.GetProperty("layout").GetProperty("sliders")[0];
        var steps = slider.GetProperty("steps").EnumerateArray()
            .Select(step => step.GetProperty("args")[0].GetProperty("visible").EnumerateArray().Select(v => v.GetBoolean()).ToArray())
            .ToArray();

        Assert.Equal(5, steps.Length);
        Assert.All(steps, shown => Assert.Equal(traces.Length, shown.Length));
        Assert.All(Enumerable.Range(0, traces.Length), i => Assert.Single(steps, shown => shown[i]));
        Assert.Equal(
            steps[slider.GetProperty("active").GetInt32()],
            traces.Select(trace => !trace.TryGetProperty("visible", out var visible) || visible.GetBoolean()));
    }

    [Fact]
    public void Rows_of_panels_make_the_picture_higher()
    {
        var svg = XElement.Parse(RankFigures.Rectified(SampleObservations.Ranks).ToSvg());
        Assert.Equal("0 0 900 840", svg.Attribute("viewBox")!.Value);
    }

    [Fact]
    public void A_map_has_depth_downwards_and_one_bar_of_colours()
    {
        var figure = ConfusionFigures.ByBlock(SampleObservations.Confusion, ConfusionQuantity.Median);
        Assert.Equal(["fc", "2.1", "1.1", "stem"], figure.Panels[0].Y.Words);
        Assert.Equal(["0", "1", "2", "4", "8"], figure.Panels[0].X.Words);
        // Classic bottleneck after epoch 8, mean of seeds 1 to 3.
        Assert.Equal(0.5 - 0.32 + 0.02, figure.Panels[0].Cells!.Values[0, 4], 4);
        using var document = JsonDocument.Parse(GenericChart.toJson(figure.ToChart()));
        Assert.Single(document.RootElement.GetProperty("data").EnumerateArray(), trace => trace.GetProperty("showscale").GetBoolean());
        Assert.Contains("Agreement: median cosine", figure.ToSvg());
    }

    [Fact]
    public void One_seed_is_drawn_without_interval_and_nothing_at_all_is_refused()
    {
        var one = ConfusionFigures.OverEpochs([.. SampleObservations.Confusion.Where(row => row.Seed == 1)], ConfusionQuantity.Median);
        Assert.Contains("1 seed", one.Note);
        Assert.All(one.Panels.SelectMany(p => p.Series).SelectMany(s => s.Marks), mark => Assert.False(mark.HasSpread));
        Assert.Throws<ArgumentException>(() => ConfusionFigures.Densities([]));
        Assert.Throws<ArgumentException>(() => RankFigures.AlongDepth([]));
        Assert.Throws<ArgumentException>(() => RankFigures.LinearProbes([]));
        Assert.Throws<ArgumentException>(() => ManifoldFigures.Spirals([]));
    }

    [Fact]
    public void A_logarithmic_axis_is_ticked_in_powers_of_ten_and_between_where_they_are_few()
    {
        var axis = RankFigures.Spectra(SampleObservations.Ranks).Panels[0].Y;
        Assert.Equal(["0.05", "0.1", "0.2", "0.5", "1"], axis.Ticks.Select(tick => tick.Word));
        Assert.All(axis.Ticks, tick => Assert.Equal(double.Parse(tick.Word), Math.Pow(10, tick.At), 1e-12));
        Assert.Equal([(-3.0, "0.001"), (-2.0, "0.01"), (-1.0, "0.1")], new Axis("", -3.6, -0.5) { IsLogarithmic = true }.Ticks);
    }

    private static Figure[] Draw()
    {
        var interventions = SampleObservations.Interventions;
        var correlation = MetricCorrelation.Of(
            [.. interventions.Select(row => new CausalRecord(row.Row.Variant, (int)row.Family, row.Seed, row.Row.EffectiveRank, row.Row.Accuracy))],
            new RandomStreams(1), withinWidths: true);
        return
        [
            ConfusionFigures.Densities(SampleObservations.Confusion),
            ConfusionFigures.OverEpochs(SampleObservations.Confusion, ConfusionQuantity.Median, ConfusionQuantity.ShareNegative),
            ConfusionFigures.AgainstLoss(SampleObservations.Confusion, ConfusionQuantity.FifthPercentile, ConfusionQuantity.Eta),
            ConfusionFigures.ByBlock(SampleObservations.Confusion, ConfusionQuantity.Minimum),
            RankFigures.AlongDepth(SampleObservations.Ranks),
            RankFigures.AlongDepth(SampleObservations.Ranks, Analysis.Ranks.ChannelScaling.Centered),
            RankFigures.AlongDepth(SampleObservations.Ranks, quantity: RankQuantity.Saturation),
            RankFigures.Rectified(SampleObservations.Ranks),
            RankFigures.LinearProbes(SampleObservations.Probes),
            RankFigures.Spectra(SampleObservations.Ranks),
            RankFigures.RandomNetworks(SampleObservations.RankRatios),
            ManifoldFigures.Spirals(SampleObservations.Draws),
            CausalFigures.AccuracyAgainst(interventions, InterventionQuantity.EffectiveRank, correlation),
        ];
    }
}
