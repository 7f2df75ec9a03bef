using Sandglass.Search.Studies;
using Workbench.Tests.Running;

namespace Workbench.Tests.Search;

/// <summary>The study's six runs of seconds, in worker processes.</summary>
public sealed class SearchStudyCommandTests : IDisposable
{
    private readonly ResultsFolder _folder = new();

    private string[] Study => ["search", "study", "--preset", "smoke", "--out", _folder.Path];

    [DeepFact]
    public async Task A_study_is_run_and_found_again_and_what_fails_leaves_the_rest()
    {
        var (code, output, error) = await WorkbenchProgram.RunAsync(Study);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("6 runs, 0 of them found", output, StringComparison.Ordinal);
        var tables = _folder[$"studies/{SearchStudy.Name}"];
        Assert.Equal(6, SearchRecordFiles.Read(tables).Rows.Count);
        Assert.Contains("with-sandglass − original: ", output, StringComparison.Ordinal);

        (code, output, error) = await WorkbenchProgram.RunAsync(Study);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("6 runs, 6 of them found", output, StringComparison.Ordinal);

        SpoilOne();
        (code, output, error) = await WorkbenchProgram.RunAsync(Study);
        Assert.Equal((1, ""), (code, error));
        Assert.Contains("6 runs, 5 of them found", output, StringComparison.Ordinal);
        Assert.Contains($"failed: {SearchArm.Original.Name}, seed 2: ", output, StringComparison.Ordinal);
        Assert.Equal(5, SearchRecordFiles.Read(tables).Rows.Count);
    }

    public void Dispose() => _folder.Dispose();

    // A file where the run should be: its worker trains, and cannot put the result there.
    private void SpoilOne()
    {
        var study = new SearchStudy(SearchPreset.Smoke);
        using var data = study.Preset.LoadData();
        var store = new SearchRunStore(_folder["search"]);
        var run = study.Find(SearchArm.Original, 2, store, data)!.Derived.Directory;
        Directory.Delete(run, recursive: true);
        File.WriteAllText(run, "");
    }
}
