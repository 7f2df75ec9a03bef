using Sandglass.Search.Studies;
using Workbench.Tests.Running;

namespace Workbench.Tests.Search;

/// <summary>The study's six runs of seconds, in worker processes.</summary>
public sealed class SearchStudyCommandTests : IDisposable
{
    private readonly ResultsFolder _folder = new();

    private string[] Study => ["search", "study", "--preset", "smoke", "--out", _folder.Path];

    [DeepFact]
    public async Task A_study_is_run_found_again_and_recorded_only_whole()
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

        var before = Recorded();
        SpoilOne();
        (code, output, error) = await WorkbenchProgram.RunAsync([.. Study, "--record"]);
        Assert.Equal(1, code);
        Assert.Contains("6 runs, 5 of them found", output, StringComparison.Ordinal);
        Assert.Equal($"error: {SearchStudy.Name} is not whole; run it to its end before it is recorded\n", error);
        Assert.Equal(before, Recorded());
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

    private static (string Path, DateTime Written)[] Recorded()
    {
        var folder = Repository.PathTo("data", "studies", SearchStudy.Name);
        return !Directory.Exists(folder) ? [] : [.. Directory.EnumerateFiles(folder).Order().Select(path => (path, File.GetLastWriteTimeUtc(path)))];
    }
}
