using Sandglass.Detection.Studies;
using Sandglass.Detection.Training;
using Sandglass.Studies;
using Workbench.Tests.Running;

namespace Workbench.Tests.Detect;

/// <summary>The studies of detectors in seconds, in worker processes.</summary>
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

    [DeepFact]
    public async Task The_sweep_of_learning_rates_is_run_without_a_recorded_one()
    {
        var (code, output, error) = await WorkbenchProgram.RunAsync("study", "run", DetectorRates.Name, "--smoke", "--workers", "2", "--out", _folder.Path);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("16 runs, 0 of them found", output, StringComparison.Ordinal);
        var record = RecordedStudy.Read(_folder[$"studies/{DetectorRates.Name}"]);
        Assert.All(record.Rows, row => Assert.InRange(row.Number(record.Protocol.Outcome), 0, 1));
        Assert.Equal(16, record.EpochsOf<DetectionMetrics>().Count(epoch => epoch.Row.ValidationPrecision is not null));
        Assert.All(DetectorRates.Best(record.Rows).Values, rate => Assert.Contains(rate, DetectorRates.Rates));
    }

    public void Dispose() => _folder.Dispose();
}
