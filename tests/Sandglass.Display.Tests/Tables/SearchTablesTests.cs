using Sandglass.Search.Studies;

namespace Sandglass.Display.Tests.Tables;

public sealed class SearchTablesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private static StudyRecord Record { get; } = Study.Load("search");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void An_arm_has_a_row()
    {
        var (rows, legend) = (Record.SearchSummary().Rows, Record.SearchSummary().Legend);

        Assert.Equal(["with-sandglass", "original", "random", "random-original"], rows.Select(row => row[0]));
        Assert.Equal(("87.42 %", "86.01 % to 88.82 %", "2.3"), (rows[0][1], rows[0][2], rows[0][5]));
        Assert.Contains("Parameters saved by with-sandglass: −2.80 % of those of original (−47.17 to +28.20, 95 % over seeds, a ratio): undecided. ", legend);
        Assert.EndsWith("Parameters saved by random: +4.84 % of those of random-original (−96.45 to +53.91, 95 % over seeds, a ratio): undecided.", legend);
        Assert.Equal(["4 epochs of all operations", "4 epochs of all operations", "29 cells", "22.3 cells"], rows.Select(row => row[6]));
        Assert.Equal(Record.SearchEfforts().Rows.Select(row => row.Skip(1)), rows.Select(row => row.Skip(6).Take(3)));
    }

    [Fact]
    public void Scores_have_the_correlations_of_the_figure()
    {
        var (table, note) = (Record.ScoreCorrelations(), Display.Figures.SearchStudyFigures.Candidates(Record).Note);

        string[] scores = ["gradient norm", "SynFlow", "parameters", "multiply-adds"];
        Assert.Equal(
            from arm in (string[])["random", "random-original"]
            from score in scores
            select (arm, score, "undecided"),
            table.Rows.Select(row => (row[0], row[1], row[4])));
        Assert.All(table.Rows.Where(row => row[1] != scores[^1]), row => Assert.Contains($"{row[1]} {row[2]} ({row[3]}), undecided", note));
    }

    [Fact]
    public void A_search_that_is_not_recorded_is_named()
    {
        Assert.StartsWith("with-sandglass, seed 2: 5 cells", Record.FoundCells("with-sandglass", 2).Title);
        Assert.Equal("Weights of the operations on each edge: space original", Record.SearchWeights("original", 1).Title);
        Assert.Equal("How the searches went", Record.SearchTrajectories(1, "with-sandglass", "original").Title);
        Assert.All(
            (Action[])[() => Record.FoundCells("original", 9), () => Record.SearchWeights("random", 1), () => Record.SearchTrajectories(1, "none")],
            call => Assert.StartsWith("the study 'search' has no such search of the arm '", Assert.Throws<WorkbenchException>(call).Message));
    }

    [Fact]
    public void A_search_is_run_once_and_found_again()
    {
        var first = SearchArm.WithSandglass.Search("smoke", seed: 3, _folder.FullName);
        var written = Directory.GetLastWriteTimeUtc(Path.Combine(_folder.FullName, "runs", first.Spec.Hash));
        var again = SearchArm.WithSandglass.Search("smoke", seed: 3, _folder.FullName);

        Assert.Equal((2, first.Genotype.ToString()), (first.Epochs.Count, again.Genotype.ToString()));
        Assert.Equal(written, Directory.GetLastWriteTimeUtc(Path.Combine(_folder.FullName, "runs", first.Spec.Hash)));
    }
}
