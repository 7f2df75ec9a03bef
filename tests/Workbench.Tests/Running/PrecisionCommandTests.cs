using Sandglass;
using Sandglass.Studies;
using Sandglass.Training;
using Workbench.Exports;
using Workbench.Studies;

namespace Workbench.Tests.Running;

public sealed class PrecisionCommandTests : IDisposable
{
    private readonly ResultsFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_is_trained_in_the_precision_asked_for_and_says_so()
    {
        string[] train = ["train", "--family", "sandglass", "--width", "0.1", "--preset", "smoke", "--out", _folder.Path];
        await InProcess.SaidAsync([.. train, "--precision", "bfloat16"]);
        var hash = Assert.Single(_folder.RunNames());
        Assert.Equal(Precisions.Bfloat16, RunStore.Read(Path.Combine(_folder.Runs, hash)).Spec.Precision);
        Assert.Contains("; cpu, bfloat16, threads: 1", await InProcess.SaidAsync("runs", "show", hash, "--out", _folder.Path));

        await InProcess.SaidAsync(train);
        Assert.Equal(2, _folder.RunNames().Length);
        Assert.Contains("small-sandglass-0.1, bfloat16 ", await InProcess.SaidAsync("runs", "list", "--out", _folder.Path));
        Assert.Contains("small-sandglass-0.1  ", await InProcess.SaidAsync("runs", "list", "--out", _folder.Path));
    }

    [Fact]
    public async Task A_study_in_another_precision_is_found_by_its_options_and_says_so()
    {
        var study = OfTwo() with { Precision = Precisions.Bfloat16 };
        var record = study.Train(new RunStore(_folder.Runs), cancellation: TestContext.Current.CancellationToken);
        Assert.All(record.Rows, row => Assert.Equal(Precisions.Bfloat16, row.Word("precision")));
        string[] asked = [_folder["two.json"], "--out", _folder.Path];

        Assert.Equal(1, (await InProcess.RunAsync(["study", "report", .. asked, _folder["none.html"]])).Code);
        await InProcess.SaidAsync(["study", "report", .. asked, _folder["page.html"], "--precision", "bfloat16", "--device", "cpu"]);
        var page = await File.ReadAllTextAsync(_folder["page.html"], TestContext.Current.CancellationToken);
        Assert.Contains($"workbench study run {_folder["two.json"]} --device cpu --precision bfloat16", page);
        Assert.Contains("<dt>Precision</dt><dd>bfloat16</dd>", page);
        await InProcess.SaidAsync(["study", "export", .. asked, "--parquet", _folder["tables"], "--precision", "bfloat16"]);
        Assert.Contains(("precision", "bfloat16"), new ExportedRun(RunStore.Read(Path.Combine(_folder.Runs, _folder.RunNames()[0]))).Settings);
    }

    [Fact]
    public void The_usual_precision_leaves_tables_and_protocols_as_they_were()
    {
        var study = OfTwo();
        var record = study.Train(new RunStore(_folder.Runs), cancellation: TestContext.Current.CancellationToken);
        Assert.All(record.Rows, row => Assert.False(row.Cells.ContainsKey("precision")));
        using var data = study.Data.Load();
        var (usual, other) = (DeclaredProtocol.Of(study, data.Identity), DeclaredProtocol.Of(study with { Precision = Precisions.Bfloat16 }, data.Identity));
        Assert.DoesNotContain("precision", RunJson.Text(usual));
        Assert.Equal(["precision: float32, now bfloat16"], other.ChangesFrom(usual));
    }

    // Fused kernels have no bfloat16, so that only steps in both are refused.
    [Fact]
    public void For_the_minutes_that_there_are_steps_are_timed_in_the_precision_asked_for()
    {
        var study = OfTwo() with { Precision = Precisions.Bfloat16, Backend = Backends.Fused };
        var refused = Assert.Throws<WorkbenchException>(() => StudyPlanning.Plan(study, TimeSpan.FromMinutes(1), 1, new RunStore(_folder.Runs), TextWriter.Null, TestContext.Current.CancellationToken));
        Assert.StartsWith("the backend 'fused' computes in float32", refused.Message);
    }

    [Theory]
    [InlineData("--precision", "bfloat16")]
    [InlineData("--device", "cuda")]
    [InlineData("--out", ".")]
    public async Task A_report_with_options_for_runs_is_never_that_of_the_record(string option, string value)
    {
        var (code, _, error) = await InProcess.RunAsync(["study", "report", "blocks-standard", _folder["page.html"], option, value == "." ? _folder.Path : value]);
        Assert.Equal(1, code);
        Assert.Contains("no run of the study 'blocks-standard' is finished in ", error);
    }

    [Theory]
    [InlineData(1, "the backend 'fused' computes in float32", "train", "--family", "sandglass", "--preset", "smoke", "--backend", "fused")]
    [InlineData(1, "the task 'found-network' trains in float32 only", "study", "run", "search", "--smoke")]
    public async Task What_does_not_go_together_is_refused_before_anything_is_trained(int exitCode, string message, params string[] arguments)
    {
        var (code, _, error) = await InProcess.RunAsync([.. arguments, "--precision", "bfloat16", "--out", _folder.Path]);
        Assert.Equal(exitCode, code);
        Assert.Contains(message, error);
        Assert.Empty(_folder.RunNames());
    }

    [Fact]
    public async Task Another_precision_is_refused()
    {
        var (code, _, error) = await InProcess.RunAsync("train", "--family", "sandglass", "--precision", "float16");
        Assert.Equal(2, code);
        Assert.Contains("float16", error);
    }

    private Study OfTwo()
    {
        File.WriteAllText(_folder["two.json"], """
            { "name": "two", "preset": "smoke", "seeds": 1, "multiplyAdds": 800000, "question": "Which?",
              "arms": { "5x5": { "family": "sandglass", "kernel": 5 }, "3x3": { "family": "sandglass" } } }
            """);
        return Study.Read(_folder["two.json"]);
    }
}
