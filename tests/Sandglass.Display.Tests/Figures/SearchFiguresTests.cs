using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Plotly.NET;
using Sandglass.Display.Figures;
using Sandglass.Display.Style;
using Sandglass.Search.Space;
using Figure = Sandglass.Display.Charts.Figure;

namespace Sandglass.Display.Tests.Figures;

public class SearchFiguresTests
{
    private static readonly SearchSpace Space = SearchSpace.WithBlocks;

    [Fact]
    public void The_map_has_a_row_an_edge_from_above_and_a_column_an_operation()
    {
        var run = SampleSearches.Run;
        var panel = SearchFigures.Weights(run).Panels[1];

        Assert.Equal("Reduction cell, epoch 12", panel.Heading);
        Assert.Equal(
            [
                "input 1 → node 1", "input 2 → node 1",
                "input 1 → node 2", "input 2 → node 2", "node 1 → node 2",
                "input 1 → node 3", "input 2 → node 3", "node 1 → node 3", "node 2 → node 3",
                "input 1 → node 4", "input 2 → node 4", "node 1 → node 4", "node 2 → node 4", "node 3 → node 4",
            ],
            panel.Y.Words.Reverse());
        Assert.Equal(Space.Operations.Select(operation => operation.Name), panel.X.Words);
        var weights = run.Epochs[^1].Reduction;
        for (var edge = 0; edge < 14; edge++)
        {
            for (var operation = 0; operation < 11; operation++)
            {
                Assert.Equal(weights[edge][operation], panel.Cells!.Values[13 - edge, operation], 0.002);
            }
        }
    }

    [Fact]
    public void A_mark_stands_on_each_operation_that_the_derivation_keeps_and_nowhere_else()
    {
        foreach (var (place, epoch) in SampleSearches.Run.Epochs.Index())
        {
            var state = SearchFigures.Weights(SampleSearches.Run).Slider!.States[place];
            Assert.Equal(epoch.Epoch.ToString(CultureInfo.InvariantCulture), state.Label);
            var genotype = Genotype.Parse(epoch.Genotype);
            foreach (var (panel, cell) in state.Panels.Zip([genotype.Normal, genotype.Reduction]))
            {
                var wanted = cell.Edges.Select((edge, i) => ($"{(edge.From < 2 ? $"input {edge.From + 1}" : $"node {edge.From - 1}")} → node {(i / 2) + 1}", edge.Operation.Name));
                var marked = Assert.Single(panel.Series).Marks.Select(mark => (panel.Y.Words[(int)mark.Y], panel.X.Words[(int)Math.Floor(mark.X)]));
                Assert.Equal(wanted.Order(), marked.Order());
            }
        }
    }

    [Fact]
    public void All_epochs_share_a_scale_that_holds_every_weight()
    {
        var figure = SearchFigures.Weights(SampleSearches.Run);
        var scales = figure.Slider!.States.SelectMany(state => state.Panels).Select(panel => panel.Cells!.Scale).Distinct().ToArray();
        var most = SampleSearches.Run.Epochs.Max(epoch => epoch.Normal.Concat(epoch.Reduction).Max(edge => edge.Max()));

        var scale = Assert.Single(scales);
        Assert.Equal("Softmax weight", scale.Label);
        Assert.Equal(0, scale.Low);
        Assert.InRange(scale.High, most, most + 0.1);
    }

    [Fact]
    public void A_long_search_shows_some_epochs_the_first_and_last_among_them()
    {
        var epochs = SampleSearches.Epochs(Space, seed: 2, count: 50);
        var figure = SearchFigures.Weights(Space, epochs);
        var json = GenericChart.toJson(figure.ToChart());

        Assert.Equal(26, figure.Slider!.States.Count);
        Assert.Equal(("1", "50"), (figure.Slider.States[0].Label, figure.Slider.States[^1].Label));
        Assert.Contains("26 of 50 epochs", figure.Note);
        Assert.True(json.Length < 150_000, $"{json.Length} bytes");
        Assert.DoesNotContain("NaN", json);
        using var document = JsonDocument.Parse(json);
        var shown = document.RootElement.GetProperty("data").EnumerateArray()
            .Where(trace => !trace.TryGetProperty("visible", out var visible) || visible.GetBoolean()).ToArray();
        Assert.Equal(["heatmap", "scatter", "heatmap", "scatter"], shown.Select(trace => trace.GetProperty("type").GetString()));
        Assert.Single(shown, trace => trace.TryGetProperty("showscale", out var bar) && bar.GetBoolean());
    }

    [Fact]
    public void One_epoch_needs_no_slider_and_weights_of_another_space_are_refused()
    {
        var uniform = SampleSearches.Uniform(Space);
        Assert.Null(SearchFigures.Weights(Space, SampleSearches.Epoch(Space, 1, uniform, uniform)).Slider);
        Assert.Throws<ArgumentException>(() => SearchFigures.Weights(Space));
        Assert.Throws<ArgumentException>(() => SearchFigures.Weights(SearchSpace.Original, SampleSearches.Epoch(Space, 1, uniform, uniform)));
        Assert.Throws<ArgumentException>(() => SearchFigures.Trajectory());
        Assert.Throws<ArgumentException>(() => SearchFigures.Trajectory(new SearchCourse("none", [], 4)));
    }

    [Fact]
    public void Entropy_is_one_where_nothing_is_decided_and_zero_where_all_is()
    {
        Assert.Equal(1, SearchQuantity.Entropy(SampleSearches.Uniform(Space)), 12);
        Assert.Equal(0, SearchQuantity.Entropy([[0, 1, 0, 0], [1, 0, 0, 0]]), 12);
        Assert.Equal(0.25, SearchQuantity.Entropy([[0.5, 0.5, 0, 0], [1, 0, 0, 0]]), 12);
        Assert.Equal(0, SearchQuantity.Entropy([[1]]));
    }

    [Fact]
    public void Edges_are_shared_whatever_their_order_within_a_node()
    {
        var other = Genotype.Parse(Genotype.DartsV2.ToString());
        GenotypeEdge[] swapped = [.. other.Normal.Edges.Chunk(2).SelectMany(pair => pair.Reverse())];
        GenotypeEdge[] changed = [.. swapped.Take(7), new(CandidateOperation.Sandglass(3), swapped[7].From)];
        GenotypeEdge[] moved = [.. swapped.Take(7), swapped[7] with { From = swapped[7].From + 1 }];

        Assert.Equal(1, SearchQuantity.SharedEdges(other, other with { Normal = other.Normal with { Edges = swapped } }));
        Assert.Equal(15.0 / 16, SearchQuantity.SharedEdges(other, other with { Normal = other.Normal with { Edges = changed } }));
        Assert.Equal(15.0 / 16, SearchQuantity.SharedEdges(other, other with { Normal = other.Normal with { Edges = moved } }));
        Assert.Equal(8.0 / 16, SearchQuantity.SharedEdges(other, new Genotype(other.Normal, other.Normal)) - Common(other));
    }

    [Fact]
    public void The_trajectory_shows_what_the_epochs_say()
    {
        var epochs = SampleSearches.Run.Epochs;
        var panels = SearchFigures.Trajectory(SampleSearches.Run).Panels;
        double[] Of(int panel, LineForm line) => [.. panels[panel].Series.Single(s => s.Style.Line == line && !s.IsNull).Marks.Select(mark => mark.Y)];

        Assert.Equal(4, panels.Count);
        AssertNear(epochs.Select(epoch => 100 * epoch.ValidationAccuracy), Of(0, LineForm.Solid));
        AssertNear(epochs.Select(epoch => 100 * epoch.TrainingAccuracy), Of(0, LineForm.Dashed));
        AssertNear(epochs.Select(epoch => SearchQuantity.Entropy(epoch.Normal)), Of(1, LineForm.Solid));
        AssertNear(epochs.Select(epoch => SearchQuantity.Entropy(epoch.Reduction)), Of(1, LineForm.Dashed));
        AssertNear(epochs.Select(epoch => (double)epoch.Skips), Of(2, LineForm.Solid));
        Assert.Equal(100, Of(3, LineForm.Solid)[^1]);
        Assert.True(Of(3, LineForm.Solid)[0] < 100);
    }

    [Fact]
    public void The_alarm_is_a_line_at_its_limit_and_a_diamond_where_it_first_rings()
    {
        var courses = Enumerable.Range(1, 6).Select(seed => SearchCourse.Of(SampleSearches.RunOf(Space, seed, 20))).ToArray();
        Assert.Contains(courses, course => course.Epochs.Any(epoch => epoch.Alarm));
        Assert.Contains(courses, course => course.Epochs.All(epoch => !epoch.Alarm));
        foreach (var course in courses)
        {
            var figure = SearchFigures.Trajectory(course);
            var skips = figure.Panels[2].Series;
            Assert.All(Assert.Single(skips, series => series.IsNull).Marks, mark => Assert.Equal(course.SkipLimit, mark.Y));
            var diamonds = skips.Where(series => series.Style.Marker == MarkerForm.Diamond).SelectMany(series => series.Marks).Select(mark => (mark.X, mark.Y));
            Assert.Equal(course.Epochs.Where(epoch => epoch.Alarm).Take(1).Select(epoch => ((double)epoch.Epoch, (double)epoch.Skips)), diamonds);
            Assert.Contains(course.Epochs.FirstOrDefault(epoch => epoch.Alarm) is { } first ? $"epoch {first.Epoch})" : "did not ring", figure.Note);
        }
    }

    [Fact]
    public void Several_searches_are_told_apart_and_their_names_stay_on_the_picture()
    {
        SearchCourse[] courses = [.. Enumerable.Range(1, 8).Select(seed => SearchCourse.Of(SampleSearches.RunOf(Space, seed, 4)) with { Name = $"a search with a long name, seed {seed}" })];
        var figure = SearchFigures.Trajectory(courses);
        var styles = figure.Panels[3].Series.Select(series => series.Style).ToArray();
        var svg = XElement.Parse(figure.ToSvg());

        Assert.Equal(courses.Select(course => course.Name), styles.Select(style => style.Name));
        Assert.Equal(8, styles.Select(style => (style.Colour, style.Marker)).Distinct().Count());
        var ends = svg.Descendants(svg.Name.Namespace + "text").Where(text => courses.Any(course => course.Name == text.Value.Trim()))
            .Select(text => text.Attribute("x")!.Value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(x => double.Parse(x, CultureInfo.InvariantCulture)).Max()).ToArray();
        Assert.Equal(8, ends.Length);
        Assert.All(ends, end => Assert.True(end < 900));
    }

    [Fact]
    public void Searches_of_an_arm_look_alike()
    {
        var figure = SearchFigures.Trajectory(
        [
            .. from arm in new[] { "a", "b" }
               from seed in new[] { 1, 2, 3 }
               select SearchCourse.Of(SampleSearches.RunOf(Space, seed, 4)) with { Name = $"{arm}, seed {seed}", Arm = arm },
        ]);
        Assert.Equal(["a", "a", "a", "b", "b", "b"], figure.Panels[3].Series.Select(series => series.Style.Name));
        Assert.Equal(2, figure.Panels[3].Series.Select(series => series.Style).Distinct().Count());
        Assert.All(figure.Panels[2].Series.SelectMany(series => series.Marks), mark => Assert.InRange(mark.Y - Math.Floor(mark.Y), 0, 0.3));
    }

    [Fact]
    public void The_same_search_gives_the_same_bytes()
    {
        foreach (var draw in new Func<Figure>[] { () => SearchFigures.Weights(SampleSearches.Run), () => SearchFigures.Trajectory(SampleSearches.Run) })
        {
            Assert.Equal(draw().ToPng(), draw().ToPng());
            Assert.Equal(draw().ToSvg(), draw().ToSvg());
            Assert.Equal(draw().ToHtmlFragment(), draw().ToHtmlFragment());
        }
    }

    private static double Common(Genotype genotype)
    {
        var left = genotype.Normal.Edges.Select((edge, i) => (i / 2, edge)).ToList();
        return genotype.Reduction.Edges.Select((edge, i) => (i / 2, edge)).Count(left.Remove) / 16.0;
    }

    private static void AssertNear(IEnumerable<double> wanted, double[] drawn) =>
        Assert.All(wanted.Zip(drawn), pair => Assert.Equal(pair.First, pair.Second, 0.01));
}
