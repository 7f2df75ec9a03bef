using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Sandglass.Analysis;
using Sandglass.Analysis.Ranks;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Tests.Data;
using Sandglass.Weights;
using static TorchSharp.torch;

namespace Sandglass.Tests.Analysis.Ranks;

/// <summary>The same ranks from Debian's PyTorch and numpy, which build the network and take singular values on their own.</summary>
public class PythonParityTests
{
    private const int Images = 100;

    public PythonParityTests() => Assert.SkipUnless(
        Environment.GetEnvironmentVariable("WORKBENCH_DEEP") == "1",
        "set WORKBENCH_DEEP=1, with Debian's python3-torch and python3-numpy installed");

    [Theory]
    [InlineData(BlockFamily.Sandglass)]
    [InlineData(BlockFamily.InvertedResidual)]
    [InlineData(BlockFamily.Bottleneck)]
    public void Python_measures_the_same_ranks(BlockFamily family)
    {
        using var folder = new TemporaryFolder();
        using var data = FashionMnist.Load();
        using var images = data.Validation.Select("some", [.. Enumerable.Range(0, Images)]);
        using var network = new BottleneckNetwork(MacroPlan.SmallImage.Fill(family, 0.35), new RandomStreams(1));
        var normalization = Normalization.Of(data.Training);
        NormStatistics.Estimate(network, new EvaluationLoader(images, 50, normalization), TestContext.Current.CancellationToken);
        Shake(network);
        var profile = RankProfile.Of(network, images, normalization, new() { BatchSize = 64 }, TestContext.Current.CancellationToken);
        Write(folder, network, new EvaluationLoader(images, Images, normalization));

        var rows = Python(folder.Path).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToArray();
        Assert.Equal(profile.Ranks.Select(r => r.Place).Order().Distinct(), rows.Select(row => row[0]).Order().Distinct());
        Assert.Equal(profile.Ranks.Count, rows.Length);
        foreach (var rank in profile.Ranks)
        {
            var key = $"{rank.Place},{rank.Convention.Unfolding},{rank.Convention.Scaling}".ToLowerInvariant();
            var row = Assert.Single(rows, row => string.Join(',', row[..3]) == key);
            var expected = row[3..].Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
            Assert.Equal(expected[0], rank.Samples);
            AssertNear(expected[1], rank.EffectiveRank, key);
            AssertNear(expected[2], rank.StableRank, key);
            AssertNear(expected[4], rank.Spectrum.SingularValues[0], key);
            Assert.InRange(Math.Abs(expected[3] - rank.Saturation) * rank.Channels, 0, 1.001); // one direction may lie on the line
        }
    }

    private static void AssertNear(double expected, double actual, string key) =>
        Assert.True(Math.Abs(actual - expected) <= 1e-4 * expected, $"{key}: {actual} here, {expected} in Python");

    // Scales and shifts as training leaves them: at 1 and 0 a mistake about them would not show.
    private static void Shake(BottleneckNetwork network)
    {
        using var noGrad = no_grad();
        using var generator = new Generator(1);
        foreach (var (name, parameter) in network.named_parameters().Where(p => p.name.Contains(".norm.")))
        {
            using var noise = rand(parameter.shape, generator: generator);
            parameter.add_(noise);
        }
    }

    private static void Write(TemporaryFolder folder, BottleneckNetwork network, EvaluationLoader loader)
    {
        using var scope = NewDisposeScope();
        using var batch = loader.Batches().Single();
        Safetensors.Write(folder["weights.safetensors"], network.state_dict());
        File.WriteAllBytes(
            folder["images.f32"], MemoryMarshal.AsBytes<float>(batch.Images.contiguous().data<float>().ToArray()));
        File.WriteAllText(folder["network.json"], JsonSerializer.Serialize(new
        {
            family = network.Plan.Blocks.First().Spec.Family switch
            {
                BlockFamily.Sandglass => "sandglass",
                BlockFamily.InvertedResidual => "inverted",
                _ => "bottleneck",
            },
            images = batch.Images.shape,
            epsilon = 1e-5,
            stem_stride = network.Plan.Stem.Stride,
            blocks = network.Plan.Blocks.Select(block => new
            {
                name = block.Name,
                stride = block.Spec.Stride,
                shortcut = block.Spec.Shortcut == ShortcutSite.Ends,
            }),
        }));
    }

    private static string Python(string folder)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "parity", "ranks.py"), folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PYTHONDONTWRITEBYTECODE"] = "1" },
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return output;
    }
}
