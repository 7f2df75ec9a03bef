using System.Diagnostics;
using System.Text.Json;
using Parity;
using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Search.Space;
using Sandglass.Search.Studies;
using Sandglass.Search.Supernet;
using Sandglass.Search.Training;
using Sandglass.Training;
using Workbench.Tests;

namespace Sandglass.Search.Tests.Training;

/// <summary>An epoch of a search at the proxy's sizes, beside the same in plain PyTorch and double precision.</summary>
public sealed class PythonSearchTests : IDisposable
{
    private const int Steps = 3;
    private const int BatchSize = 8;
    private const int Side = 28;

    // The first loss of the weights knows one step of the alphas; rounding grows from step to step.
    private const double FirstTolerance = 1e-4;
    private const double LossTolerance = 1e-3;
    private const double WeightTolerance = 2e-3;

    // Decays and a gradient's length that tell: at the usual ones three steps would not show them.
    private static readonly Recipe Recipe = SearchPreset.Standard.Searching with
    {
        Epochs = 1,
        BatchSize = BatchSize,
        WeightDecay = 0.5,
        GradientClipNorm = 1,
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("search-parity-").FullName;

    [DeepFact]
    public async Task PyTorch_searches_alike_with_equal_counts_losses_and_weights()
    {
        using var data = new DatasetSplits(Noise(), Noise(), Noise());
        var task = SearchPreset.Standard.Search with { Space = SearchPreset.Standard.Of(SearchSpace.Original), AlphaDecay = 0.3 };
        var spec = new RunSpec(task, Recipe, data.Identity, Seed: 7);
        SearchCaseFiles.Write(spec, data.Training, _folder);
        var (answer, count) = (await PyTorchAsync(), SearchNetworkCounter.Count(task.Space));
        Assert.Equal(answer.Parameters, count.Parameters);
        Assert.Equal(answer.MultiplyAdds, count.MultiplyAdds);

        using var training = new Trainer(spec, data);
        var losses = new List<double>();
        training.TrainEpoch(new Told(step => losses.Add(step.Loss)), TestContext.Current.CancellationToken);
        var epoch = Assert.IsType<SearchEpoch>(Assert.Single(training.Epochs));
        Assert.Equal(Steps, losses.Count);
        AssertClose(answer.TrainingLosses[..1], losses[..1], FirstTolerance);
        AssertClose(answer.TrainingLosses, losses, LossTolerance);
        AssertClose([answer.ValidationLoss], [epoch.ValidationLoss], LossTolerance);
        AssertClose(answer.Normal.SelectMany(edge => edge), epoch.Normal.SelectMany(edge => edge), WeightTolerance);
        AssertClose(answer.Reduction.SelectMany(edge => edge), epoch.Reduction.SelectMany(edge => edge), WeightTolerance);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Real images have flat parts, where a maximum or a rectifier decides between numbers that differ by rounding alone.
    private static ImageDataset Noise()
    {
        var stream = new RandomStreams(2).Open("noise");
        var (pixels, labels) = (new byte[2 * Steps * BatchSize * Side * Side], new byte[2 * Steps * BatchSize]);
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)stream.NextInt32(256);
        }

        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = (byte)stream.NextInt32(10);
        }

        return ImageDataset.FromBytes("noise", [.. Enumerable.Range(0, 10).Select(i => $"{i}")], pixels, (1, Side, Side), labels);
    }

    private static void AssertClose(IEnumerable<double> expected, IEnumerable<double> actual, double tolerance) =>
        Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) <= tolerance);

    private async Task<Answer> PyTorchAsync()
    {
        var stop = TestContext.Current.CancellationToken;
        var script = Path.Combine(AppContext.BaseDirectory, "parity", "darts_search.py");
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", [script, _folder, "--precision", "double"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (python.StandardOutput.ReadToEndAsync(stop), python.StandardError.ReadToEndAsync(stop));
        await python.WaitForExitAsync(stop);
        Assert.True(python.ExitCode == 0, await errors);
        return JsonSerializer.Deserialize<Answer>(await output, JsonSerializerOptions.Web)!;
    }

    private sealed record Answer(
        long Parameters, long MultiplyAdds, double[] TrainingLosses, double ValidationLoss, double[][] Normal, double[][] Reduction);
}
