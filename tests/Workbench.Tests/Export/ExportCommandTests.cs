using System.Text.Json;
using Sandglass;
using Sandglass.Deployment.Onnx;
using Sandglass.Networks;
using Workbench.Tests.Count;
using Workbench.Tests.Running;

namespace Workbench.Tests.Export;

public sealed class ExportCommandTests : IDisposable
{
    private readonly ResultsFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_network_is_written_and_counted_as_it_is()
    {
        var written = await Invocation.OfAsync("export", "small-sandglass", _folder["s.onnx"], "--width", "0.5", "--resolution", "32", "--classes", "7");
        Assert.Equal((0, ""), (written.ExitCode, written.Error));
        Assert.StartsWith($"small-sandglass-0.5, random weights of seed 1: {_folder["s.onnx"]}\nimages [N, 1, 32, 32] to scores [N, 7]; ", written.Output);

        var count = Counter.Count(MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, 0.5, 32, classes: 7));
        var shown = await Invocation.OfAsync("count", _folder["s.onnx"], "--json");
        Assert.Equal((0, ""), (shown.ExitCode, shown.Error));
        Assert.Equal(count.MultiplyAdds, JsonDocument.Parse(shown.Output).RootElement.GetProperty("multiplyAdds").GetInt64());
        Assert.Equal(count.MultiplyAdds.ToString("N0"), (await Invocation.OfAsync("count", _folder["s.onnx"])).Row("total")[2]);
    }

    [Fact]
    public async Task The_same_weights_are_the_same_file_and_none_is_written_over()
    {
        foreach (var name in (string[])["1.onnx", "2.onnx"])
        {
            Assert.Equal(0, (await Invocation.OfAsync("export", "darts-v2", _folder[name], "--cells", "3", "--channels", "4", "--seed", "3")).ExitCode);
        }

        Assert.Equal(File.ReadAllBytes(_folder["1.onnx"]), File.ReadAllBytes(_folder["2.onnx"]));
        var again = await Invocation.OfAsync("export", "darts-v2", _folder["1.onnx"]);
        Assert.Equal((1, $"error: {_folder["1.onnx"]} is there already; remove it, or name another file\n"), (again.ExitCode, again.Error));
    }

    [Fact]
    public async Task A_bundle_holds_the_network_and_is_whole_or_not_there()
    {
        var written = await Invocation.OfAsync("export", "small-sandglass", "--bundle", _folder["b"], "--width", "0.25");
        Assert.Equal((0, ""), (written.ExitCode, written.Error));
        Assert.StartsWith($"small-sandglass-0.25, random weights of seed 1: {_folder["b"]}\ninput.bin is noise of seed 1", written.Output);
        Assert.Equal(10, OnnxFile.Read(_folder["b/model.onnx"]).Outputs[0].Shape[1]);
        Assert.Contains("onnxruntime_perf_test", File.ReadAllText(_folder["b/README.md"]));
        Assert.Contains("ort.wasm.min.js", File.ReadAllText(_folder["b/index.html"]));

        var again = await Invocation.OfAsync("export", "small-sandglass", "--bundle", _folder["b"]);
        Assert.Equal((1, $"error: {_folder["b"]} is there already; remove it, or name another file\n"), (again.ExitCode, again.Error));
        Assert.Equal(["b"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("FILE is missing: ONNX file to write, or name a folder with --bundle", "export", "mobilenext")]
    [InlineData("FILE and --bundle cannot be combined", "export", "mobilenext", "x.onnx", "--bundle", "b")]
    [InlineData("there is no network, run or genotype 'mobilenex'; did you mean 'mobilenext'?", "export", "mobilenex", "x.onnx")]
    [InlineData("--weights goes with a network of 'workbench networks'", "export", "darts-v2", "x.onnx", "--weights", "abcd")]
    [InlineData("cannot be read", "count", "missing.onnx")]
    [InlineData("an ONNX file is counted as it is", "count", "x.onnx", "--width", "0.5")]
    public async Task A_mistake_is_told_in_a_line(string told, params string[] arguments)
    {
        var answer = await Invocation.OfAsync(arguments);
        Assert.NotEqual(0, answer.ExitCode);
        Assert.Contains(told, Assert.Single(answer.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [DeepFact]
    public async Task A_run_is_exported_with_its_classes_and_what_was_done_to_pixels()
    {
        var trained = await Invocation.OfAsync("train", "--family", "sandglass", "--width", "0.1", "--preset", "smoke", "--out", _folder.Path);
        Assert.Equal(0, trained.ExitCode);
        var hash = Assert.Single(_folder.RunNames());
        var written = await Invocation.OfAsync("export", hash, _folder["r.onnx"], "--results", _folder.Path);
        Assert.Equal((0, ""), (written.ExitCode, written.Error));
        var metadata = OnnxFile.Read(_folder["r.onnx"]).Metadata;
        Assert.Equal((hash, "classification"), (metadata["run"], metadata["task"]));
        Assert.Equal(10, JsonSerializer.Deserialize<string[]>(metadata["class_names"])!.Length);
        Assert.InRange(JsonSerializer.Deserialize<double[]>(metadata["pixel_mean"])![0], 0.2, 0.4);
    }
}
