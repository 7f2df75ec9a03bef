using Sandglass;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Training;

namespace Workbench.Tests.Running;

/// <summary>Other processes do not know what this one registered, and say so.</summary>
public sealed class OwnPartWorkerTests : IDisposable
{
    private readonly ResultsFolder _folder = new();
    private readonly DatasetSplits _data = Preset.Smoke.LoadData();

    private static Activation Sine { get; } = Activation.Register("worker-sine", 2, x => x.sin());

    private RunSpec Spec => new(
        new Classification(MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, 0.1).WithBlocks((_, block) => block with { Activation = Sine })),
        Preset.Smoke.Recipe with { BatchSize = 100 },
        _data.Identity,
        1);

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_worker_says_what_it_lacks()
    {
        File.WriteAllText(_folder["order"], RunJson.Text(new RunOrder(Spec, Preset.Smoke.Data, [])));
        var (code, output, error) = await WorkbenchProgram.RunAsync("work", _folder["order"], "--runs", _folder.Runs);
        Assert.Equal(1, code);
        Assert.Contains("failed your activation 'worker-sine', version 2, is not registered in this process", output, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(letter => letter == '\n'));
    }

    [Fact]
    public async Task A_run_is_shown_without_the_registration_and_predicts_only_with_it()
    {
        var run = new RunStore(_folder.Runs).FindOrTrain(Spec, _data, cancellation: TestContext.Current.CancellationToken);
        run.LoadNetwork().Dispose();

        var shown = await WorkbenchProgram.RunAsync("runs", "show", run.Hash, "--out", _folder.Path);
        Assert.Equal((0, ""), (shown.ExitCode, shown.Error));
        File.WriteAllBytes(_folder["raw"], new byte[28 * 28 * sizeof(float)]);
        var asked = await WorkbenchProgram.RunAsync("predict", "--weights", run.Hash, "--results", _folder.Path, "--input", _folder["raw"], "--shape", "1,1,28,28");
        Assert.Equal(1, asked.ExitCode);
        Assert.Contains("'worker-sine', version 2, is not registered in this process", asked.Error, StringComparison.Ordinal);
        var converted = await WorkbenchProgram.RunAsync("weights", "convert", run.Hash, _folder["out"], "--to", "workbench", "--results", _folder.Path);
        Assert.Equal(1, converted.ExitCode);
        Assert.Contains("has your activation 'worker-sine', version 2, at stage1.block1.", converted.Error, StringComparison.Ordinal);
        Assert.Equal(2, (asked.Error + converted.Error).Count(letter => letter == '\n'));
    }
}
