using System.Text.Json;
using Sandglass;
using Sandglass.Paper;
using Workbench.Planning;

namespace Workbench.Tests.Planning;

public sealed class StudyPlanTests
{
    private static readonly Crew Two = new(Workers: 2, Nodes: 3, PricePerCoreHour: 0.5);

    [Fact]
    public void A_recorded_study_takes_what_it_took()
    {
        var record = Study.Load("blocks");
        var plan = StudyPlan.Of(StudyCatalogue.Named("blocks"), Two, measure: false, TestContext.Current.CancellationToken);
        Assert.Equal(record.Rows.Sum(row => row.Seconds) / 3600, plan.CoreHours!.Value.Low, 1e-9);
        Assert.Equal(record.Rows.Count, plan.Runs);
        Assert.Equal(plan.CoreHours.Value.Low / 2, plan.Price!.Value.Low, 1e-9);
        Assert.InRange(plan.Hours!.Value.Low, plan.CoreHours.Value.Low / 2, plan.CoreHours.Value.Low);
        Assert.InRange(plan.HoursOnNodes!.Value.Low, plan.CoreHours.Value.Low / 6, plan.Hours.Value.Low);
    }

    [Fact]
    public void More_seeds_than_were_recorded_are_estimated_as_a_range()
    {
        var study = StudyCatalogue.Named("blocks");
        var plan = StudyPlan.Of(study with { Seeds = [.. Enumerable.Range(1, 2 * study.Seeds.Count)] }, Two, measure: false, TestContext.Current.CancellationToken);
        Assert.Contains("first to third quartile", plan.Source);
        Assert.True(plan.CoreHours!.Value.Low < plan.CoreHours.Value.High);
        Assert.Equal(2 * study.Arms.Count * study.Seeds.Count, plan.Runs);
    }

    [Fact]
    public void Bytes_are_four_a_parameter()
    {
        var study = StudyCatalogue.Named("blocks");
        var plan = StudyPlan.Of(study, Two, measure: false, TestContext.Current.CancellationToken);
        Assert.Equal(4.0 * study.Seeds.Count * study.Arms.Sum(arm => arm.Cost.Parameters), plan.WeightBytes);
        Assert.Equal(16.0 * 2 * study.Arms.Max(arm => arm.Cost.Parameters), plan.CheckpointBytes);
    }

    [Fact]
    public async Task The_command_takes_a_study_of_ones_own_and_answers_as_json()
    {
        using var folder = new Running.ResultsFolder();
        var file = Path.Combine(folder.Path, "own.json");
        Directory.CreateDirectory(folder.Path);
        await File.WriteAllTextAsync(
            file,
            """{ "name": "own", "preset": "quick", "seeds": 2, "multiplyAdds": 3200000, "arms": { "5x5": { "family": "sandglass", "kernel": 5 }, "3x3": { "family": "sandglass" } } }""",
            TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(await InProcess.SaidAsync("plan", file, "--workers", "2", "--nodes", "2", "--measure", "--json"));
        Assert.Equal(4, json.RootElement.GetProperty("runs").GetInt32());
        Assert.True(json.RootElement.GetProperty("hoursOnNodes").GetProperty("high").GetDouble() <= json.RootElement.GetProperty("hours").GetProperty("high").GetDouble());
    }

    [Fact]
    public async Task What_needs_another_run_is_not_measured()
    {
        var (code, _, error) = await InProcess.RunAsync("plan", "search", "--measure");
        Assert.Equal(1, code);
        Assert.Contains("leave --measure out", error);
    }

    [DeepFact]
    public async Task In_a_process_of_its_own_it_fits_a_page()
    {
        var (code, output, error) = await Running.WorkbenchProgram.RunAsync("plan", "blocks", "--nodes", "4");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("hours on 4 such nodes", output);
        Assert.All(output.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
    }
}
