using System.Diagnostics;
using System.Text.Json;
using Sandglass;
using Sandglass.Networks;
using Sandglass.Paper;
using Sandglass.Training;
using Workbench.Exports;
using Workbench.Tests.Running;

namespace Workbench.Tests.Exports;

/// <summary>Finished runs for other programs, by the command.</summary>
public sealed class RunExportTests : IDisposable
{
    private static readonly Preset Tiny = Preset.Smoke with { ImagesPerClass = (8, 2, 5) };

    private readonly ResultsFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task All_finished_runs_become_two_tables_with_types()
    {
        Run[] runs = [Train(1), Train(2)];
        Assert.Equal(
            $"2 runs: {_folder["tables/runs.parquet"]}, {_folder["tables/epochs.parquet"]}\n",
            await InProcess.SaidAsync("runs", "export", "--parquet", _folder["tables"], "--out", _folder.Path));

        var (ofRuns, ofEpochs) = (Table("runs"), Table("epochs"));
        Run[] listed = [.. runs.OrderBy(run => run.Hash, StringComparer.Ordinal)];
        Assert.Equal(["run", "seed", "task", "name", "parameters", "multiply_adds"], ofRuns.Keys.Take(6));
        Assert.Equal(listed.Select(run => run.Hash), (string?[])ofRuns["run"]);
        Assert.Equal(listed.Select(run => (long?)run.Spec.Seed), (long?[])ofRuns["seed"]);
        Assert.Equal(listed.Select(run => run.Numbers()["test_accuracy"]), (double?[])ofRuns["test_accuracy"]);
        Assert.Equal(listed.Select(run => (long?)run.Parameters), (long?[])ofRuns["parameters"]);
        Assert.All((double?[])ofRuns["diverged_after_steps"], Assert.Null);

        Assert.Equal(["run", "seed", .. listed[0].Columns], ofEpochs.Keys);
        Assert.Equal(
            listed.SelectMany(run => run.Epochs<EpochMetrics>()).Select(epoch => (double?)epoch.ValidationLoss), (double?[])ofEpochs["validation_loss"]);
        Assert.Equal([1L, 2L, 1L, 2L], (long?[])ofEpochs["epoch"]);
    }

    [Fact]
    public async Task Named_runs_become_folders_of_events_with_the_same_bytes_each_time()
    {
        var run = Train(1);
        Train(2);
        foreach (var folder in (string[])["first", "second"])
        {
            Assert.Equal(
                $"1 run: {_folder[folder]}; show them with 'tensorboard --logdir {_folder[folder]}'\n",
                await InProcess.SaidAsync("runs", "export", run.Hash[..6].ToUpperInvariant(), run.Hash, "--tensorboard", _folder[folder], "--out", _folder.Path));
        }

        var label = Path.GetFileName(Assert.Single(Directory.GetDirectories(_folder["first"])));
        Assert.Equal($"classification-small-sandglass-0.1-seed1-{run.Hash}", label);
        Assert.Equal(File.ReadAllBytes(_folder[$"first/{label}/{RunEvents.File}"]), File.ReadAllBytes(_folder[$"second/{label}/{RunEvents.File}"]));
    }

    [Fact]
    public void Events_hold_every_number_of_every_epoch_and_the_result()
    {
        var run = Train(1);
        var events = RunEvents.Of(new ExportedRun(run, ("an arm", "0.4x"))).ToArray();
        var scalars = events.SelectMany(one => (one.Summary?.Value ?? []).Where(value => value.Metadata is null).Select(value => (value.Tag, one.Step, value.SimpleValue))).ToArray();

        Assert.Equal("brain.Event:2", events[0].FileVersion);
        Assert.Equal(0, events[0].WallTime);
        Assert.Equal(run.Seconds, events[^1].WallTime, 1e-9);
        Assert.Equal(run.Epochs<EpochMetrics>().Select(epoch => ((long)epoch.Epoch, (float)epoch.TrainingLoss)), scalars.Where(scalar => scalar.Tag == "training_loss").Select(scalar => (scalar.Step, scalar.SimpleValue)));
        Assert.Equal((2, (float)run.Numbers()["test_accuracy"]!.Value), Assert.Single(scalars, scalar => scalar.Tag == "result/test_accuracy") is var (_, step, value) ? (step, value) : default);
        Assert.DoesNotContain(scalars, scalar => scalar.Tag == "epoch");
        Assert.Contains("| arm | an arm |\n", events[1].Summary.Value[1].Tensor.StringVal[0].ToStringUtf8(), StringComparison.Ordinal);
    }

    // Of a study with names, arms and groups; a run of whichever task has a folder and a row.
    [Fact]
    public async Task A_study_has_its_arms_in_the_tables()
    {
        await File.WriteAllTextAsync(_folder["kernels.json"], """
            { "name": "kernels", "preset": "smoke", "seeds": 1, "multiplyAdds": 800000,
              "arms": { "5x5": { "family": "sandglass", "kernel": 5 }, "3x3 | <b>": { "family": "sandglass" } } }
            """, TestContext.Current.CancellationToken);
        string[] export = ["study", "export", _folder["kernels.json"], "--parquet", _folder["tables"], "--tensorboard", _folder["events"], "--out", _folder.Path];
        var (code, output, error) = await InProcess.RunAsync(export);
        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith("error: no run of the study 'kernels' is finished in ", error, StringComparison.Ordinal);

        Study.Read(_folder["kernels.json"]).Train(new RunStore(_folder.Runs), cancellation: TestContext.Current.CancellationToken);
        await InProcess.SaidAsync(export);
        Assert.Equal(["3x3 | <b>", "5x5"], ((string?[])Table("runs")["arm"]).Order(StringComparer.Ordinal));
        Assert.Equal(2, Directory.GetDirectories(_folder["events"]).Length);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path, "*.partial"));
    }

    [Fact]
    public async Task What_cannot_be_written_is_said_before_anything_is()
    {
        var (code, output, error) = await InProcess.RunAsync("runs", "export", "--out", _folder.Path);
        Assert.Equal((2, "", "error: name a folder to write with --tensorboard or --parquet (see workbench runs export --help)\n"), (code, output, error));

        (code, output, error) = await InProcess.RunAsync("runs", "export", "--parquet", _folder["tables"], "--out", _folder.Path);
        Assert.Equal((1, ""), (code, output));
        Assert.Equal($"error: no finished runs yet in {_folder.Runs}, which does not exist yet; train one first\n", error);

        Directory.CreateDirectory(_folder["there"]);
        (code, output, error) = await InProcess.RunAsync("runs", "export", "--parquet", _folder["tables"], "--tensorboard", _folder["there"], "--out", _folder.Path);
        Assert.Equal((1, "", $"error: {_folder["there"]} is there already; remove it, or name another file\n"), (code, output, error));
        Assert.False(Directory.Exists(_folder["tables"]));
    }

    // TensorBoard is not among Debian's packages: this reader was written from the description of the format.
    [DeepTheory]
    [InlineData("search", 3)]
    [InlineData("detection", 1)]
    [InlineData("quantization", 1)]
    public async Task Runs_of_every_task_are_read_by_a_reader_that_is_not_ours(string name, int arms)
    {
        var study = StudyCatalogue.Named(name, smoke: true);
        using (var data = study.Data.Load())
        {
            foreach (var place in study.Runs(data.Identity).DistinctBy(place => place.Arm).Take(arms))
            {
                new RunStore(_folder.Runs).FindOrTrain(place.Spec, data, cancellation: TestContext.Current.CancellationToken);
            }
        }

        await InProcess.SaidAsync("runs", "export", "--tensorboard", _folder["events"], "--parquet", _folder["tables"], "--out", _folder.Path);
        var runs = new RunStore(_folder.Runs).List().Select(stored => stored.Finished!).ToArray();
        var lines = await PythonAsync([.. runs.Select(run => _folder[$"events/{new ExportedRun(run).Label}/{RunEvents.File}"])]);

        Assert.InRange(runs.Length, arms, int.MaxValue);
        Assert.Equal(runs.Length, lines.Length);
        foreach (var (run, line) in runs.Zip(lines))
        {
            var read = JsonSerializer.Deserialize<Read>(line, JsonSerializerOptions.Web)!;
            Assert.Equal("brain.Event:2", read.Version);
            Assert.Contains("learning_rate", read.Settings);
            Assert.Contains(run.Hash, Assert.Single(read.Texts)[1], StringComparison.Ordinal);
            Assert.All(run.Numbers().Where(number => number.Value is not null), number => Assert.Contains(
                read.Scalars, scalar => scalar[0].GetString() == $"result/{number.Key}" && scalar[3].GetSingle() == (float)number.Value!.Value));
        }

        Assert.Equal(runs.Select(run => run.Hash).Order(StringComparer.Ordinal), ((string?[])Table("runs")["run"]).Order(StringComparer.Ordinal));
        Assert.Equal(runs.Sum(run => run.Metrics().Rows.Count), Table("epochs")["run"].Length);
    }

    private static async Task<string[]> PythonAsync(string[] files)
    {
        var stop = TestContext.Current.CancellationToken;
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-B", Repository.PathTo("tests", "parity", "event_files.py"), .. files]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var texts = await Task.WhenAll(python.StandardOutput.ReadToEndAsync(stop), python.StandardError.ReadToEndAsync(stop));
        await python.WaitForExitAsync(stop);
        Assert.True(python.ExitCode == 0, texts[1]);
        return texts[0].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private Dictionary<string, Array> Table(string name) => ParquetFileTests.Read(File.ReadAllBytes(_folder[$"tables/{name}.parquet"]));

    private Run Train(int seed)
    {
        using var data = Tiny.LoadData();
        var spec = new RunSpec(
            new Classification(MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, 0.1)), Tiny.Recipe with { BatchSize = 16, Epochs = 2 }, data.Identity, seed);
        return new RunStore(_folder.Runs).FindOrTrain(spec, data, cancellation: TestContext.Current.CancellationToken);
    }

    private sealed record Read(string Version, string[][] Texts, string[] Settings, JsonElement[][] Scalars);
}
