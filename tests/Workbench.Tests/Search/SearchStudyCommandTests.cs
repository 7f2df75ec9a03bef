using Sandglass.Paper;
using Sandglass.Search.Studies;
using Sandglass.Studies;
using Sandglass.Training;
using Workbench.Tests.Running;

namespace Workbench.Tests.Search;

/// <summary>The study's eight runs of seconds, in worker processes.</summary>
public sealed class SearchStudyCommandTests : IDisposable
{
    private readonly ResultsFolder _folder = new();

    private string[] Study => ["study", "run", SearchComparison.Name, "--smoke", "--out", _folder.Path];

    [DeepFact]
    public async Task A_study_is_run_and_found_again_and_what_fails_leaves_the_rest()
    {
        var (code, output, error) = await WorkbenchProgram.RunAsync(Study);
        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith("proxy 'smoke': 3 cells, 8 channels, 14 px, ", output, StringComparison.Ordinal);
        Assert.Contains("8 runs, 0 of them found", output, StringComparison.Ordinal);
        var tables = _folder[$"studies/{SearchComparison.Name}"];
        Assert.Equal(8, RecordedStudy.Read(tables).Rows.Count);
        Assert.Contains("with-sandglass − original *", output, StringComparison.Ordinal);
        Assert.Contains("original − random-original *", output, StringComparison.Ordinal);
        Assert.Matches("random-original +gradient norm +[−0-9.]+ ", output);

        (code, output, error) = await WorkbenchProgram.RunAsync(Study);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("8 runs, 8 of them found", output, StringComparison.Ordinal);

        SpoilOne();
        (code, output, error) = await WorkbenchProgram.RunAsync(Study);
        Assert.Equal((1, ""), (code, error));
        Assert.Contains("8 runs, 7 of them found", output, StringComparison.Ordinal);
        Assert.Contains($"failed: {SearchArm.Original.Name}, seed 2: ", output, StringComparison.Ordinal);
        Assert.Equal(7, RecordedStudy.Read(tables).Rows.Count);
    }

    [DeepFact]
    public async Task A_plan_for_some_minutes_counts_the_searches_by_their_share_of_the_recorded_ones()
    {
        var (code, output, error) = await WorkbenchProgram.RunAsync([.. Study, "--minutes", "3"]);
        Assert.Equal((0, ""), (code, error));
        Assert.Matches("plan for 3 minutes: 2 of 2 seeds, 1 of 1 epochs, about [0-2]\\.[0-9] minutes", output);
        Assert.Contains("primary comparisons: differences of at least +", output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    // A file where the run should be: its worker says so and does not train.
    private void SpoilOne()
    {
        var study = StudyCatalogue.Named(SearchComparison.Name, smoke: true);
        using var data = study.Data.Load();
        var place = study.Runs(data.Identity).Single(place => (place.Arm.Name, place.Spec.Seed) == (SearchArm.Original.Name, 2));
        var run = new RunStore(_folder.Runs).Find(place.Spec)!.Directory;
        Directory.Delete(run, recursive: true);
        File.WriteAllText(run, "");
    }
}
