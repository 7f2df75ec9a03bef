using Sandglass.Deployment.Onnx;
using Workbench.Tests.Count;
using Workbench.Tests.Running;

namespace Workbench.Tests.Export;

public sealed class ShowCommandTests : IDisposable
{
    private readonly ResultsFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_network_is_a_page_with_both_precisions()
    {
        var shown = await Invocation.OfAsync("show", "small-sandglass", _folder["page.html"], "--width", "0.25");
        Assert.Equal((0, ""), (shown.ExitCode, shown.Error));
        Assert.StartsWith($"small-sandglass-0.25, random weights of seed 1: {_folder["page.html"]}\n", shown.Output);
        var html = File.ReadAllText(_folder["page.html"]);
        Assert.All((string[])["stem.conv", "depthwise 3×3, stride 2", "float32", "int8", "one image of noise"], words => Assert.Contains(words, html));

        var again = await Invocation.OfAsync("show", "small-sandglass", _folder["page.html"]);
        Assert.Equal((1, $"error: {_folder["page.html"]} is there already; remove it, or name another file\n"), (again.ExitCode, again.Error));
    }

    [Fact]
    public async Task A_file_is_shown_as_it_is()
    {
        await Invocation.OfAsync("export", "small-inverted", _folder["f.onnx"]);
        var shown = await Invocation.OfAsync("show", _folder["f.onnx"], _folder["page.html"]);
        Assert.Equal((0, ""), (shown.ExitCode, shown.Error));
        Assert.Contains("There are no numbers in 8 bits", File.ReadAllText(_folder["page.html"]));

        var asked = await Invocation.OfAsync("show", _folder["f.onnx"], _folder["other.html"], "--width", "0.5");
        Assert.Contains("--width goes with the name of a network", asked.Error);
        Assert.Equal(2, asked.ExitCode);
    }

    [Fact]
    public async Task More_operators_than_a_page_shows_are_refused_in_a_line()
    {
        var graph = new GraphBuilder();
        var last = Enumerable.Range(0, 100_000).Aggregate("x", (from, i) => graph.Add("Relu", $"relu{i}", [from]));
        OnnxFile.Write(_folder["huge.onnx"], graph.Graph("huge", [new("x", Sandglass.Weights.SafetensorsType.F32, [1, 4])], [new(last, Sandglass.Weights.SafetensorsType.F32, [1, 4])]));
        var refused = await Invocation.OfAsync("show", _folder["huge.onnx"], _folder["page.html"]);
        Assert.Equal((1, "error: huge.onnx has 100,000 operators, more than the 10,000 that a page shows; 'workbench count' lists them\n"), (refused.ExitCode, refused.Error));
        Assert.False(File.Exists(_folder["page.html"]));
    }

    [DeepFact]
    public async Task A_run_is_shown_quantized_and_bundled_on_its_own_images()
    {
        Assert.Equal(0, (await Invocation.OfAsync("train", "--family", "sandglass", "--width", "0.1", "--preset", "smoke", "--out", _folder.Path)).ExitCode);
        var hash = Assert.Single(_folder.RunNames());
        Assert.Equal(0, (await Invocation.OfAsync("show", hash, _folder["page.html"], "--results", _folder.Path)).ExitCode);
        Assert.Contains("is that of &#x27;workbench quantize&#x27;", File.ReadAllText(_folder["page.html"]));
        Assert.DoesNotContain("Predicted", File.ReadAllText(_folder["page.html"]));
        Assert.Equal(0, (await Invocation.OfAsync("show", hash, _folder["timed.html"], "--time", "--results", _folder.Path)).ExitCode);
        Assert.All((string[])["Predicted", "on this machine", "logical cores"], words => Assert.Contains(words, File.ReadAllText(_folder["timed.html"])));

        var written = await Invocation.OfAsync("export", hash, "--bundle", _folder["bundle"], "--results", _folder.Path);
        Assert.Equal((0, ""), (written.ExitCode, written.Error));
        Assert.Contains("the first test image", written.Output);
        Assert.Equal(4 * 28 * 28, new FileInfo(_folder["bundle/input.bin"]).Length);
    }
}
