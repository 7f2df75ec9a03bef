using Sandglass;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Training;
using Workbench.Commands;

namespace Workbench.Tests.Running;

public sealed class RunsCommandTests : IDisposable
{
    private static readonly Preset Tiny = Preset.Smoke with { ImagesPerClass = (8, 2, 5) };

    private readonly ResultsFolder _folder = new();
    private readonly DatasetSplits _data = Tiny.LoadData();
    private readonly RunStore _store;

    public RunsCommandTests() => _store = new RunStore(_folder.Runs);

    [Fact]
    public async Task Finished_and_stopped_runs_are_listed()
    {
        var finished = Train(1);
        var stopped = Stop(2);
        var (code, output, _) = await RunAsync("list");
        var lines = output.Split('\n');

        Assert.Equal(0, code);
        Assert.StartsWith("2 runs in ", lines[0]);
        Assert.Matches($"{finished.Summary.Hash} +classification +small-sandglass-0.1 +1 +1 +finished +[0-9.]+ +[0-9.]+", output);
        Assert.Matches($"{stopped} +classification +small-sandglass-0.1 +2 +1 +40 %, stopped", output);
    }

    [Fact]
    public async Task A_folder_without_runs_says_none_yet_and_a_missing_one_that_it_is_missing()
    {
        Assert.Equal((0, $"no runs yet in {_folder.Runs}, which does not exist yet\n", ""), await RunAsync("list"));
        Directory.CreateDirectory(_folder.Runs);
        Assert.Equal((0, $"no runs yet in {_folder.Runs}\n", ""), await RunAsync("list"));
    }

    [Fact]
    public async Task A_file_is_no_folder_of_results()
    {
        var file = _folder["file"];
        File.WriteAllText(file, "");
        using var error = new StringWriter { NewLine = "\n" };
        foreach (var command in (string[][])[["runs", "list"], ["study", "status", "blocks"]])
        {
            Assert.Equal(1, await CommandLine.RunAsync(Root.Create(), [.. command, "--out", file], TextWriter.Null, error, TestContext.Current.CancellationToken));
        }

        var line = $"error: {file} is a file; name a folder for runs and results\n";
        Assert.Equal(line + line, error.ToString());
    }

    [Fact]
    public async Task One_accuracy_is_called_the_same_in_every_answer()
    {
        var run = Train(1);
        var accuracy = FormattableString.Invariant($"test accuracy {100 * run.Result<ClassificationResult>().TestAccuracy:0.00} %");
        using var output = new StringWriter();
        Workbench.Reports.RunsReport.WriteOutcome(run, "found", output);

        Assert.Contains(accuracy, output.ToString(), StringComparison.Ordinal);
        Assert.Contains(accuracy, (await RunAsync("show", run.Hash)).Output, StringComparison.Ordinal);
        Assert.Matches("Validation +Test\n.*accuracy % +accuracy %", (await RunAsync("list")).Output);
    }

    [Fact]
    public async Task A_damaged_run_is_listed_as_such()
    {
        var run = Train(1);
        var bits = Path.Combine(run.Directory, "test-correct.bits");
        File.WriteAllBytes(bits, [.. File.ReadAllBytes(bits).Select(b => (byte)(b ^ 1))]);
        Assert.Matches($"{run.Hash} .*damaged", (await RunAsync("list")).Output);
        Assert.Contains("test-correct.bits", (await RunAsync("show", run.Hash)).Output);
    }

    [Fact]
    public async Task A_run_is_shown_by_its_first_digits()
    {
        var run = Train(1);
        var (code, output, _) = await RunAsync("show", run.Hash[..5].ToUpperInvariant());

        Assert.Equal(0, code);
        Assert.Contains($"{run.Hash}: classification, small-sandglass-0.1, seed 1, finished", output);
        Assert.Contains(run.Directory, output);
    }

    [Fact]
    public async Task Two_runs_are_compared_by_spec_and_image()
    {
        var (first, second) = (Train(1), Train(2));
        var (code, output, _) = await RunAsync("compare", first.Hash, second.Hash);
        var (a, b) = (first.TestCorrect(), second.TestCorrect());
        var only = a.Zip(b).Count(pair => pair is (true, false));

        Assert.Equal(0, code);
        Assert.Matches("seed +1 +2", output);
        Assert.DoesNotContain("recipe.", output);
        Assert.Contains($"only the first {only},", output);
    }

    [Theory]
    [InlineData("show", "ffffffffffffffff", "no run in")]
    [InlineData("compare", "STOPPED", "is not finished")]
    public async Task A_wrong_name_is_one_line(string verb, string name, string reason)
    {
        Train(1);
        var stopped = Stop(2);
        var named = name == "STOPPED" ? stopped : name;
        var (code, _, error) = await RunAsync(verb == "compare" ? [verb, named, named] : [verb, named]);

        Assert.Equal(1, code);
        Assert.Contains(reason, error);
    }

    [Theory]
    [InlineData("show")]
    [InlineData("remove")]
    public async Task No_name_is_no_run_even_where_there_is_but_one(string verb)
    {
        var run = Train(1);
        var (code, _, error) = await RunAsync(verb == "remove" ? [verb, "", "--yes"] : [verb, ""]);

        Assert.Equal((2, $"error: the argument run is empty; give it a value (see workbench runs {verb} --help)\n"), (code, error));
        Assert.True(Directory.Exists(run.Directory));
    }

    [Fact]
    public async Task Removed_runs_are_gone_finished_or_not()
    {
        var hashes = new[] { Train(1).Summary.Hash, Stop(2) };
        foreach (var hash in hashes)
        {
            Assert.Equal((0, $"removed {hash}\n", ""), await RunAsync("remove", hash, "--yes"));
        }

        Assert.Empty(_folder.RunNames());
    }

    [Fact]
    public async Task A_run_at_work_is_listed_and_not_removed()
    {
        var (listed, refused) = ("", (Code: 0, Output: "", Error: ""));
        var progress = new Told(() =>
        {
            listed = RunAsync("list").Result.Output;
            refused = RunAsync("remove", Spec(1).Hash, "--yes").Result;
        });
        await Task.Run(() => _store.FindOrTrain(Spec(1), _data, progress, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

        Assert.Contains(", training", listed);
        Assert.Equal(1, refused.Code);
        Assert.Contains("stop that first", refused.Error);
    }

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    private static RunSpec Spec(int seed, DatasetSplits data) => new(
        new Classification(MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, 0.1)), Tiny.Recipe with { BatchSize = 16 }, data.Identity, seed);

    private RunSpec Spec(int seed) => Spec(seed, _data);

    private Run Train(int seed) => _store.FindOrTrain(Spec(seed), _data, cancellation: TestContext.Current.CancellationToken);

    // After two of five steps.
    private string Stop(int seed)
    {
        using var stop = new CancellationTokenSource();
        var steps = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => _store.FindOrTrain(Spec(seed), _data, new Told(() =>
        {
            if (++steps == 2)
            {
                stop.Cancel();
            }
        }), stop.Token));
        return Spec(seed).Hash;
    }

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] args) =>
        InProcess.RunAsync(["runs", .. args, "--out", _folder.Path]);

    private sealed class Told(Action react) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => react();
    }
}
