using System.Globalization;
using Sandglass.Data;
using Sandglass.Display.Figures;
using Sandglass.Search.Space;
using Sandglass.Search.Studies;
using Sandglass.Search.Training;
using Sandglass.Studies;
using Sandglass.Tables;

namespace Sandglass.Display.Tests.Figures;

public class SearchStudyFiguresTests
{
    private static readonly StudyRecord Record = new(
        new StudyProtocol("search", "Better?", 0.01, [1, 2, 3], SearchComparison.Of(SearchPreset.Smoke).Comparisons, "test_accuracy"),
        [
            .. Rows("with-sandglass", (191_000, 0.86), (180_000, 0.85), (199_000, 0.87)),
            .. Rows("original", (230_000, 0.83), (220_000, 0.8201), (240_000, 0.8402)),
            .. Rows("random", (150_000, 0.86), (160_000, 0.80), (140_000, 0.88)),
        ],
        [])
    {
        Tables = new Dictionary<string, string> { [SearchComparison.Candidates] = Candidates("random") },
    };

    [Fact]
    public void Each_seed_stands_open_and_the_mean_filled_with_its_interval()
    {
        var panel = Assert.Single(SearchStudyFigures.Accuracy(Record).Panels);
        Assert.Equal(["with-sandglass", "original", "random"], panel.Series.Select(series => series.Style.Name));
        Assert.Equal(3, panel.Series.Select(series => (series.Style.Colour, series.Style.Marker)).Distinct().Count());
        var first = panel.Series[0].Marks;
        Assert.Equal([false, false, false, true], first.Select(mark => mark.Filled));
        Assert.Equal((190, 86), (first[^1].X, Math.Round(first[^1].Y, 9)));
        Assert.Equal(86 - (4.302653 / Math.Sqrt(3)), first[^1].Low, 5); // t of two degrees of freedom, standard deviation 1
        Assert.All(first.SkipLast(1), mark => Assert.False(mark.HasSpread));
        Assert.All(panel.Series.SelectMany(series => series.Marks), mark => Assert.InRange(mark.X, panel.X.Low, panel.X.High));
    }

    [Fact]
    public void Differences_bear_the_corrected_verdicts_and_the_margin_behind()
    {
        var panel = Assert.Single(SearchStudyFigures.Differences(Record).Panels);
        Assert.Equal(["with-sandglass − original\nahead beyond margin", "with-sandglass − random\nundecided"], panel.Y.Words.Reverse());
        Assert.Equal([-1.0, 1.0], panel.Series[0].Marks.Select(mark => mark.X));
        Assert.Equal((2.99, 1), (Math.Round(panel.Series[1].Marks[0].X, 2), panel.Series[1].Marks[0].Y));
    }

    [Fact]
    public void Candidates_stand_by_score_and_the_note_says_the_correlations()
    {
        var figure = SearchStudyFigures.Candidates(Record);
        Assert.Equal(["Length of the gradient", "SynFlow (natural logarithm)", "Parameters (thousands)"], figure.Panels.Select(panel => panel.X.Label));
        Assert.All(figure.Panels, panel => Assert.Equal(10, panel.Series.Sum(series => series.Marks.Count)));
        Assert.Contains("SynFlow −1.00", figure.Note, StringComparison.Ordinal);
        Assert.Contains("parameters 1.00", figure.Note, StringComparison.Ordinal);
        Assert.Equal(figure.ToPng(), SearchStudyFigures.Candidates(Record).ToPng());
    }

    [Fact]
    public void Each_space_of_random_cells_has_a_row_and_correlations_of_its_own()
    {
        var both = Record with
        {
            Rows = [.. Record.Rows, .. Rows("random-original", (150_000, 0.83), (160_000, 0.82), (140_000, 0.84))],
            Tables = new Dictionary<string, string> { [SearchComparison.Candidates] = Candidates("random", "random-original") },
        };
        var figure = SearchStudyFigures.Candidates(both);
        Assert.Equal((6, 3), (figure.Panels.Count, figure.Columns));
        Assert.Equal(["random", "random-original"], figure.Panels.Select(panel => panel.Heading).Distinct());
        Assert.All(figure.Panels, panel => Assert.Equal(10, panel.Series.Sum(series => series.Marks.Count)));
        Assert.Contains(". random-original: gradient norm ", figure.Note, StringComparison.Ordinal);
        Assert.Equal(6, both.ScoreCorrelations().Rows.Count);
        Assert.Contains("original − random-original", string.Join('\n', Assert.Single(SearchStudyFigures.Differences(both).Panels).Y.Words), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_runs_there_is_no_figure()
    {
        var empty = Record with { Rows = [], Tables = new Dictionary<string, string>() };
        Assert.Throws<ArgumentException>(() => SearchStudyFigures.Accuracy(empty));
        Assert.Throws<ArgumentException>(() => SearchStudyFigures.Differences(empty));
        Assert.Throws<ArgumentException>(() => SearchStudyFigures.Candidates(empty));
    }

    private static IEnumerable<StudyRow> Rows(string arm, params (long Parameters, double Accuracy)[] runs) => runs.Select((run, i) => new StudyRow(arm, "", null, i + 1, "", 0, new Dictionary<string, string>
    {
        ["parameters"] = run.Parameters.ToString(CultureInfo.InvariantCulture),
        ["multiply_adds"] = "5000000",
        ["test_accuracy"] = run.Accuracy.ToString(CultureInfo.InvariantCulture),
    }));

    private static string Candidates(params string[] arms)
    {
        var table = RowTable.Of<RandomCandidate>();
        return Csv.Write(
            ["arm", "group", "seed", .. table.Header],
            from arm in arms
            from seed in (string[])["1", "2"]
            from n in Enumerable.Range(1, 5)
            select (IReadOnlyList<string>)[arm, "", seed, .. table.Cells(new RandomCandidate(n, Genotype.DartsV2, 0.1 * n, 1, 1000 * n, 10, n % 3, -n, 1))]);
    }
}
