using Sandglass;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Training;

namespace Workbench.Tests.Running;

public sealed class TrainProgramTests : IDisposable
{
    private readonly ResultsFolder _folder = new();

    private string[] Worker => ["work", _folder["order"], "--runs", _folder.Runs];

    [Fact]
    public async Task A_worker_gives_the_bytes_of_this_process()
    {
        var store = new RunStore(_folder["here"]);
        using var data = Preset.Smoke.LoadData();
        var spec = Spec(data);
        var here = store.FindOrTrain(spec, data, cancellation: TestContext.Current.CancellationToken);
        await OrderAsync(spec);
        var (code, output, error) = await WorkbenchProgram.RunAsync(Worker);

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(Enumerable.Range(1, 62).Select(i => $"progress {i} 62"), output.TrimEnd().Split('\n'));
        Assert.Equal([spec.Hash], _folder.RunNames());
        Assert.All(
            (string[])["run.json", "metrics.csv", "checkpoint.safetensors", "test-correct.bits"],
            name => Assert.Equal(File.ReadAllBytes(Path.Combine(here.Directory, name)), File.ReadAllBytes(Path.Combine(_folder.Runs, spec.Hash, name))));
    }

    [Fact]
    public async Task Ctrl_C_ends_training_with_a_checkpoint_and_the_next_call_goes_on()
    {
        string[] training = ["train", "--family", "sandglass", "--width", "0.1", "--preset", "smoke", "--checkpoint-seconds", "0", "--out", _folder.Path];
        using (var program = WorkbenchProgram.Start(training))
        {
            await _folder.WaitForRunsAsync(runs => runs.Length > 0 && HasCheckpoint());
            await program.InterruptAsync();
            var (code, _, error) = await program.EndAsync();
            Assert.Equal((130, "stopped\n"), (code, error));
        }

        Assert.StartsWith(".", Assert.Single(_folder.RunNames()));
        var next = await WorkbenchProgram.RunAsync(training);
        Assert.Equal((0, ""), (next.ExitCode, next.Error));
        Assert.Matches("run [0-9a-f]{16} resumes from its checkpoint at step [0-9]+ of 62\n", next.Output);
        Assert.DoesNotContain('.', Assert.Single(_folder.RunNames()));
    }

    [Fact]
    public async Task A_worker_ends_when_its_parent_does()
    {
        using (var data = Preset.Smoke.LoadData())
        {
            var spec = Spec(data) with { Recipe = Preset.Smoke.Recipe with { Epochs = 50 } };
            await OrderAsync(spec);
        }

        using var program = WorkbenchProgram.Start(Worker);
        await _folder.WaitForRunsAsync(runs => runs.Length > 0);
        program.CloseInput();

        Assert.Equal(130, (await program.EndAsync()).ExitCode);
        Assert.DoesNotContain(_folder.RunNames(), name => name[0] != '.');
    }

    public void Dispose() => _folder.Dispose();

    private static RunSpec Spec(DatasetSplits data) =>
        new(new Classification(MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, 0.1)), Preset.Smoke.Recipe, data.Identity, 3);

    private Task OrderAsync(RunSpec spec) => File.WriteAllTextAsync(
        _folder["order"], RunJson.Text(new RunOrder(spec, Preset.Smoke.Data, [])), TestContext.Current.CancellationToken);

    private bool HasCheckpoint() => Directory.EnumerateFiles(_folder.Runs, "state-*", SearchOption.AllDirectories).Any();
}
