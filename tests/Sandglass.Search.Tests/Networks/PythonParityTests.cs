using System.Diagnostics;
using System.Text.Json;
using Sandglass.Counting;
using Sandglass.Runtime;
using Sandglass.Search.Networks;
using Sandglass.Search.Space;
using Sandglass.Search.Training;
using Workbench.Tests;

namespace Sandglass.Search.Tests.Networks;

/// <summary>The same counts from networks built anew in plain PyTorch.</summary>
public class PythonParityTests
{
    [DeepFact]
    public async Task PyTorch_counts_the_published_genotype_alike() =>
        await AssertEqualAsync(CellNetworkPlan.Cifar("darts-v2", Genotype.DartsV2) with { Auxiliary = true });

    [DeepFact]
    public async Task PyTorch_counts_random_genotypes_alike()
    {
        var stream = new RandomStreams(5).Open("genotypes");
        for (var i = 0; i < 5; i++)
        {
            await AssertEqualAsync(CellNetworkPlan.Cifar("random", RandomSearch.Sample(SearchSpace.Original, stream)) with { Cells = 5 + i, Channels = 8 });
        }
    }

    private static async Task AssertEqualAsync(CellNetworkPlan plan)
    {
        var (count, answer) = (CellNetworkCounter.Count(plan), await PyTorchAsync(plan));
        Assert.Equal(answer.Parameters, count.Parameters);
        Assert.Equal(answer.Auxiliary, count.Below("auxiliary").Parameters);
        Assert.Equal(answer.MultiplyAdds, count.MultiplyAdds);
        Assert.Equal(answer.Kinds["BatchNorm2d"], Kind(count, LayerType.BatchNorm));
        Assert.Equal(answer.Kinds["Linear"], Kind(count, LayerType.Linear));
        Assert.Equal(answer.Kinds["Conv2d"], Kind(count, LayerType.Convolution, LayerType.Depthwise, LayerType.Pointwise));
    }

    private static long[] Kind(NetworkCount count, params LayerType[] types)
    {
        var rows = count.Layers.Where(row => types.Contains(row.Type)).ToArray();
        return [rows.Length, rows.Sum(row => row.Parameters)];
    }

    private static async Task<Answer> PyTorchAsync(CellNetworkPlan plan)
    {
        var stop = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "parity", "darts_network.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OMP_NUM_THREADS"] = "1";
        using var python = Process.Start(start)!;
        var (output, errors) = (python.StandardOutput.ReadToEndAsync(stop), python.StandardError.ReadToEndAsync(stop));
        await python.StandardInput.WriteAsync(JsonSerializer.Serialize(new
        {
            normal = Edges(plan.Genotype.Normal),
            reduce = Edges(plan.Genotype.Reduction),
            concat = plan.Genotype.Normal.Concat,
            cells = plan.Cells,
            channels = plan.Channels,
            classes = plan.Classes,
            size = plan.Resolution,
            auxiliary = plan.Auxiliary,
        }));
        python.StandardInput.Close();
        await python.WaitForExitAsync(stop);
        Assert.True(python.ExitCode == 0, await errors);
        return JsonSerializer.Deserialize<Answer>(await output, JsonSerializerOptions.Web)!;
    }

    private static object[][] Edges(CellGenotype cell) => [.. cell.Edges.Select(edge => new object[] { edge.Operation.Name, edge.From })];

    private sealed record Answer(long Parameters, long Auxiliary, long MultiplyAdds, Dictionary<string, long[]> Kinds);
}
