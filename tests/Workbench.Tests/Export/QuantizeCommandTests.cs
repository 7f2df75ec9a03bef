using Sandglass.Deployment.Onnx;
using Workbench.Tests.Count;
using Workbench.Tests.Running;

namespace Workbench.Tests.Export;

public sealed class QuantizeCommandTests : IDisposable
{
    private readonly ResultsFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--weight-bits takes a whole number from 2 to 8, not '9'", "--weight-bits", "9")]
    [InlineData("--range takes min-max, percentile, entropy or mse, not 'max'", "--range", "max")]
    [InlineData("no run in", "--per-tensor")]
    public async Task A_mistake_is_told_in_a_line(string told, params string[] options)
    {
        var answer = await Invocation.OfAsync(["quantize", "abcdef", "--results", _folder.Path, .. options]);
        Assert.NotEqual(0, answer.ExitCode);
        Assert.Contains(told, Assert.Single(answer.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [DeepFact]
    public async Task A_run_is_tested_in_eight_bits_and_written()
    {
        Assert.Equal(0, (await Invocation.OfAsync("train", "--family", "sandglass", "--width", "0.1", "--preset", "smoke", "--out", _folder.Path)).ExitCode);
        var hash = Assert.Single(_folder.RunNames());
        var answer = await Invocation.OfAsync(
            "quantize", hash, _folder["q.onnx"], "--results", _folder.Path, "--images", "5", "--keep", "2", "--equalize", "--correct-bias", "--range", "mse", "--layers");
        Assert.Equal((0, ""), (answer.ExitCode, answer.Error));
        Assert.Contains("weights in 8 bits with a scale for each channel", answer.Output);
        Assert.Equal(2, answer.Lines.Count(line => line.StartsWith("in single precision: ", StringComparison.Ordinal)));
        var (exact, integers) = (double.Parse(answer.Row("single precision ")[2]), double.Parse(answer.Row("quantized, ONNX")[3]));
        Assert.InRange(integers - exact, -5, 5);
        Assert.Contains(OnnxFile.Read(_folder["q.onnx"]).Nodes, node => node.Operator == "QuantizeLinear");
    }
}
