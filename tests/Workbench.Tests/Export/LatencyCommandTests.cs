using Sandglass.Deployment.Latency;
using Workbench.Tests.Count;
using Workbench.Tests.Running;

namespace Workbench.Tests.Export;

public sealed class LatencyCommandTests : IDisposable
{
    private static readonly string[] Short = ["--launches", "2", "--rounds", "2"];

    private readonly ResultsFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("there is no network 'mobilenex'", "mobilenex")]
    [InlineData("'wide' in 'mobilenext@wide' is no number from 0.01 to 16; write NAME", "mobilenext@wide")]
    [InlineData("'mobilenext@1@224@3' has too many parts", "mobilenext@1@224@3")]
    [InlineData("--runtime takes onnx, libtorch or fused, not 'tflite'", "mobilenext", "--runtime", "tflite")]
    [InlineData("cannot be read", "missing.onnx")]
    [InlineData("no run in", "abcdef")]
    [InlineData("give a smaller --resolution or --batch", "mobilenext", "--resolution", "4096", "--batch", "4096")]
    public async Task A_mistake_is_told_in_a_line(string told, params string[] arguments)
    {
        var answer = await Invocation.OfAsync(["latency", .. arguments, "--results", _folder.Path]);
        Assert.NotEqual(0, answer.ExitCode);
        Assert.Contains(told, Assert.Single(answer.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public async Task Networks_are_timed_beside_each_other()
    {
        var answer = await Invocation.OfAsync(["latency", "small-sandglass@0.1", "small-inverted@0.1", .. Short]);

        Assert.Equal((0, ""), (answer.ExitCode, answer.Error));
        Assert.Contains("1 image a pass, 1 thread; 2 launches of 2 rounds", answer.Output);
        Assert.DoesNotContain("Predicted", answer.Output);
        Assert.True(double.Parse(answer.Row("small-sandglass@0.1")[3]) > 0);
        Assert.Contains(answer.Row("small-inverted@0.1")[^1], Enum.GetNames<LatencyVerdict>(), StringComparer.OrdinalIgnoreCase);
    }

    [DeepFact]
    public async Task All_runtimes_in_both_precisions_with_operators_and_predictions_are_one_record()
    {
        Assert.Equal(0, (await Invocation.OfAsync("export", "small-inverted", _folder["f.onnx"], "--width", "0.1")).ExitCode);
        string[] asked = ["latency", "small-sandglass@0.1@20", .. Short, "--int8", "--runtime", "onnx", "--runtime", "libtorch", "--runtime", "fused", "--predict", "--operators", "--check", "--batch", "2"];
        var answer = await Invocation.OfAsync([.. asked, "--json"]);

        Assert.Equal((0, ""), (answer.ExitCode, answer.Error));
        var report = LatencyReport.Parse(answer.Output[answer.Output.IndexOf('{', StringComparison.Ordinal)..]);
        Assert.Equal(6, report.Networks.Count);
        Assert.Equal(6 * 2 * 2, report.Turns.Count);
        Assert.Equal([0, 0.1], report.Networks.TakeLast(2).Select(network => network.Slowdown));
        foreach (var network in report.Networks.Where(network => network.Runtime == LatencySubject.Onnx))
        {
            Assert.Equal(network.MultiplyAdds * 2, network.Operators!.Sum(one => one.Work?.MultiplyAdds ?? 0));
            Assert.True(network.Predicted > 0);
        }

        var file = await Invocation.OfAsync(["latency", _folder["f.onnx"], .. Short, "--predict", "--operators"]);
        Assert.Equal((0, ""), (file.ExitCode, file.Error));
        Assert.Contains("operators as ONNX Runtime runs them", file.Output);
        Assert.Contains("Roofline of this machine", file.Output);

        var plan = await Invocation.OfAsync(["latency", _folder["f.onnx"], .. Short, "--runtime", "libtorch"]);
        Assert.Contains("time it in onnx", plan.Error);
    }
}
