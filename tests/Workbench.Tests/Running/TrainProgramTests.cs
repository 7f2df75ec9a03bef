using Sandglass.Blocks;
using Sandglass.Networks;
using Sandglass.Training;

namespace Workbench.Tests.Running;

public sealed class TrainProgramTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ResultsFolder _folder = new();

    [Fact]
    public async Task A_worker_gives_the_bytes_of_this_process()
    {
        var store = new RunStore(_folder["here"]);
        using var data = Preset.Smoke.LoadData();
        var spec = new RunSpec(MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, 0.1), Preset.Smoke.Recipe, DataIdentity.Of(data), 3);
        var here = store.FindOrTrain(spec, data, cancellation: TestContext.Current.CancellationToken);
        var (code, output, error) = await WorkbenchProgram.RunAsync(
            "train", "--worker", "--family", "sandglass", "--width", "0.1", "--seed", "3", "--preset", "smoke", "--out", _folder.Path);

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(Enumerable.Range(1, 15).Select(i => $"progress {i} 15"), output.TrimEnd().Split('\n'));
        Assert.Equal([spec.Hash], _folder.RunNames());
        Assert.All(
            (string[])["run.json", "metrics.csv", "checkpoint.safetensors", "test-correct.bits"],
            name => Assert.Equal(File.ReadAllBytes(Path.Combine(here.Directory, name)), File.ReadAllBytes(Path.Combine(_folder.Runs, spec.Hash, name))));
    }

    [Fact]
    public async Task Ctrl_C_ends_training_and_leaves_nothing()
    {
        using var program = WorkbenchProgram.Start("train", "--family", "sandglass", "--out", _folder.Path);
        await _folder.WaitForRunsAsync(runs => runs.Length > 0, Patience);
        await program.InterruptAsync();
        var (code, _, error) = await program.EndAsync();

        Assert.Equal((130, "stopped\n"), (code, error));
        Assert.Empty(_folder.RunNames());
    }

    [Fact]
    public async Task A_worker_ends_when_its_parent_does()
    {
        using var program = WorkbenchProgram.Start("train", "--worker", "--family", "sandglass", "--out", _folder.Path);
        await _folder.WaitForRunsAsync(runs => runs.Length > 0, Patience);
        program.CloseInput();

        Assert.Equal(130, (await program.EndAsync()).ExitCode);
        Assert.Empty(_folder.RunNames());
    }

    public void Dispose() => _folder.Dispose();
}
