using Sandglass.Search.Space;
using Sandglass.Search.Training;
using Sandglass.Training;

namespace Workbench.Tests.Search;

/// <summary><c>workbench search</c> on searches of seconds, in this process.</summary>
public sealed class SearchCommandTests(SmokeSearches searches) : IClassFixture<SmokeSearches>
{
    [Fact]
    public async Task Show_counts_and_draws_the_published_network()
    {
        var picture = searches["published.png"];
        var said = await SmokeSearches.OutputOf("show", "darts-v2", "--out", searches.Path, "--picture", picture);
        Assert.Equal($"{Genotype.DartsV2}\n20 cells, 36 channels, 32 px: 3,349,342 parameters, 528,359,040 multiply-adds\npicture: {picture}\n", said);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(picture)[..4]);
    }

    [Fact]
    public async Task A_search_is_found_again_and_says_the_same()
    {
        var (run, found) = (searches.Run, searches.Found);
        Assert.IsType<AlphaSearch>(run.Spec.Task);
        Assert.Contains($"searched custom, seed 3, in {run.Seconds:0} s: {run.Directory}\n{found.Genotype}\n", searches.Said, StringComparison.Ordinal);
        Assert.Equal(["none", "skip_connect", "sep_conv_3x3"], found.Space.Operations.Select(operation => operation.Name));
        var written = File.GetLastWriteTimeUtc(Path.Combine(run.Directory, "run.json"));

        Assert.Equal(searches.Said, await SmokeSearches.OutputOf([.. SmokeSearches.Arguments, "--out", searches.Path]));
        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(searches.Run.Directory, "run.json")));
    }

    [Fact]
    public async Task A_genotype_is_the_same_from_its_run_from_json_and_from_the_published_form()
    {
        var found = searches.Found;
        var json = searches.Write("genotype.json", found.Genotype.ToJson());
        var text = searches.Write("genotype.txt", $"\n  {found.Genotype}\n");
        var said = await SmokeSearches.OutputOf("show", found.Spec.Hash[..8], "--preset", "smoke", "--out", searches.Path);

        Assert.StartsWith($"{found.Genotype}\n3 cells, 8 channels, 28 px: ", said, StringComparison.Ordinal);
        Assert.Equal(said, await SmokeSearches.OutputOf("show", json, "--preset", "smoke", "--out", searches.Path));
        Assert.Equal(said, await SmokeSearches.OutputOf("show", text, "--preset", "smoke", "--out", searches.Path));
    }

    [Fact]
    public async Task Train_takes_a_genotype_of_a_file_and_finds_its_run_again()
    {
        // A folder of its own: the shared one holds one search.
        string[] train =
            ["train", searches.Write("other.txt", $"{SmokeSearches.Other}"), "--preset", "smoke", "--channels", "12", "--seed", "2", "--out", searches["trained"]];
        var said = await SmokeSearches.OutputOf(train);
        var run = new RunStore(Path.Combine(searches["trained"], "runs")).FinishedNamed("");
        var (trained, result) = (Assert.IsType<CellClassification>(run.Spec.Task), run.Result<CellResult>());
        Assert.Contains("3 cells, 12 channels, seed 2: 1 epoch in ", said, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"test accuracy {100 * result.TestAccuracy:0.00} %, {run.Parameters:n0} parameters"), said, StringComparison.Ordinal);
        Assert.Equal(SmokeSearches.Other, trained.Plan.Genotype);
        Assert.Equal(said, await SmokeSearches.OutputOf(train));
        Assert.StartsWith($"{SmokeSearches.Other}\n", await SmokeSearches.OutputOf("show", run.Spec.Hash, "--out", searches["trained"]), StringComparison.Ordinal);
    }
}
