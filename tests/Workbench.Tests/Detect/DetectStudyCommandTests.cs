using Sandglass.Detection.Studies;
using Sandglass.Detection.Training;
using Sandglass.Studies;
using Workbench.Tests.Running;

namespace Workbench.Tests.Detect;

/// <summary>The study's four runs of seconds, in worker processes.</summary>
public sealed class DetectStudyCommandTests : IDisposable
{
    private readonly ResultsFolder _folder = new();

    [DeepFact]
    public async Task A_study_is_run_found_again_and_leaves_tables()
    {
        string[] study = ["study", "run", DetectorComparison.Name, "--smoke", "--workers", "2", "--out", _folder.Path];
        var (code, output, error) = await WorkbenchProgram.RunAsync(study);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("4 runs, 0 of them found", output, StringComparison.Ordinal);
        Assert.Contains("sandglass − inverted *", output, StringComparison.Ordinal);
        var tables = _folder[$"studies/{DetectorComparison.Name}"];
        var record = RecordedStudy.Read(tables);
        Assert.Equal(4, record.Rows.Count);
        Assert.Equal(4, record.Observed<ClassResult>(DetectionTables.Classes).Select(row => (row.Arm, row.Seed)).Distinct().Count());
        Assert.NotEmpty(Directory.GetFiles(tables, "*.png"));
        var written = File.ReadAllText(Path.Combine(tables, "runs.csv"));

        (code, output, error) = await WorkbenchProgram.RunAsync(study);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("4 runs, 4 of them found", output, StringComparison.Ordinal);
        Assert.Equal(written, File.ReadAllText(Path.Combine(tables, "runs.csv")));
        (code, output, error) = await WorkbenchProgram.RunAsync("study", "status", DetectorComparison.Name, "--smoke", "--out", _folder.Path);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("4 of 4 runs finished", output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
