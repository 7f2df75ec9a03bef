using System.Runtime.InteropServices;
using Sandglass;
using Sandglass.Networks;
using Sandglass.Training;
using Sandglass.Weights;
using Workbench.Tests.Running;

namespace Workbench.Tests.Weights;

/// <summary>The weights of a run: they name their network, and the run's hash names them.</summary>
public sealed class RunWeightsTests : IDisposable
{
    // A width that the catalogue has not, so that the plan alone can say which network it is.
    private static readonly NetworkPlan Plan = MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, 0.1);

    private readonly ResultsFolder _folder = new();
    private readonly Run _run;

    public RunWeightsTests()
    {
        var tiny = Preset.Smoke with { ImagesPerClass = (8, 2, 5) };
        using var data = tiny.LoadData();
        var spec = new RunSpec(new Classification(Plan), tiny.Recipe with { BatchSize = 16 }, data.Identity, 1);
        _run = new RunStore(_folder.Runs).FindOrTrain(spec, data, cancellation: TestContext.Current.CancellationToken);
        File.WriteAllBytes(_folder["images"], MemoryMarshal.AsBytes<float>(Enumerable.Range(0, 2 * 28 * 28).Select(i => MathF.Sin(i)).ToArray()).ToArray());
    }

    private string Hash => _run.Summary.Hash;

    [Fact]
    public async Task A_checkpoint_names_its_network()
    {
        Assert.Equal(Counts(Plan), Counts(Classification.PlanIn(SafetensorsFile.Read(_run.Checkpoint))!));
        foreach (var name in (string[])[_run.Checkpoint, Hash[..6]])
        {
            var shown = await Invocation.OfAsync("weights", "show", name, "--results", _folder.Path);
            Assert.Equal((0, ""), (shown.ExitCode, shown.Error));
            Assert.Contains("\nsandglass.network: small-sandglass-0.1\n", shown.Output);
            Assert.Contains("\nsandglass.plan: { \"name\": \"small-sandglass-0.1\", ", shown.Output);
        }
    }

    [Fact]
    public async Task A_run_predicts_by_its_hash_what_its_file_and_its_network_predict()
    {
        var byHash = await PredictAsync("--weights", Hash[..8]);
        Assert.Equal((0, ""), (byHash.ExitCode, byHash.Error));
        Assert.Contains("\"network\":\"small-sandglass-0.1\"", byHash.Output.Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(byHash, await PredictAsync("--weights", _run.Checkpoint));
        Assert.Equal(byHash, await PredictAsync("small-sandglass", "--width", "0.1", "--weights", Hash, "--device", "CPU"));
    }

    [Fact]
    public async Task A_run_is_converted_by_its_hash()
    {
        var converted = await Invocation.OfAsync("weights", "convert", Hash[..8], _folder["converted"], "--to", "workbench", "--results", _folder.Path);
        Assert.Equal((0, ""), (converted.ExitCode, converted.Error));
        Assert.StartsWith("small-sandglass-0.1, identity multiplier 1: ", converted.Output);
        var (own, other) = (SafetensorsFile.Read(_run.Checkpoint).Tensors, SafetensorsFile.Read(_folder["converted"]).Tensors);
        Assert.Equal(own.Keys.Order(), other.Keys.Order());
        Assert.All(own, tensor => Assert.Equal(tensor.Value.Data.ToArray(), other[tensor.Key].Data.ToArray()));
    }

    [Theory]
    [InlineData("0123abcd", "no run in ")]
    [InlineData("nowhere", "cannot be read")]
    public async Task What_is_neither_a_run_nor_a_file_is_one_line(string name, string reason)
    {
        foreach (var answer in (Invocation[])[await PredictAsync("--weights", name), await Invocation.OfAsync("weights", "show", name, "--results", _folder.Path)])
        {
            Assert.Equal((1, ""), (answer.ExitCode, answer.Output));
            Assert.Contains(reason, answer.Error);
            Assert.Equal(1, answer.Error.Count(c => c == '\n'));
        }
    }

    public void Dispose() => _folder.Dispose();

    private static (long, long) Counts(NetworkPlan plan) => new Classification(plan).Cost;

    private Task<Invocation> PredictAsync(params string[] arguments) => Invocation.OfAsync(
        ["predict", .. arguments, "--input", _folder["images"], "--shape", "2,1,28,28", "--results", _folder.Path, "--json"]);
}
