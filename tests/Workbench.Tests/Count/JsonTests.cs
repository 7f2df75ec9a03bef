using System.Text.Json;
using Sandglass;
using Sandglass.Networks;

namespace Workbench.Tests.Count;

public class JsonTests
{
    private static readonly string[] Types =
        ["convolution", "depthwise", "pointwise", "batchnorm", "activation", "addition", "pool", "linear"];

    public static TheoryData<string> Names => [.. NetworkCatalogue.Entries.Select(entry => entry.Name)];

    [Theory]
    [InlineData("mobilenext", 3_535_416, 311_342_592)]
    [InlineData("mobilenetv2", 3_504_872, 300_774_272)]
    [InlineData("mobilenext-paper", 2_975_160, 258_695_424)]
    public async Task Totals_are_the_known_ones(string network, long parameters, long multiplyAdds)
    {
        var report = await ReportAsync(network);

        Assert.Equal(parameters, report.GetProperty("params").GetInt64());
        Assert.Equal(multiplyAdds, report.GetProperty("multiplyAdds").GetInt64());
    }

    [Fact]
    public async Task Options_reach_the_plan()
    {
        var report = await ReportAsync("mobilenext", "--width", "0.35", "--resolution", "160", "--classes", "10");

        // 1,913,976 at 1000 classes, whose classifier has 990 · 1281 numbers more.
        Assert.Equal(1_913_976 - (990 * 1281), report.GetProperty("params").GetInt64());
        Assert.Equal(Counter.Count(MobileNeXt.Official(0.35, 160, 10)).MultiplyAdds, report.GetProperty("multiplyAdds").GetInt64());
        Assert.Equal(0.35, report.GetProperty("width").GetDouble());
        Assert.Equal([16, 80, 80], report.GetProperty("layers")[0].GetProperty("outputShape").EnumerateArray().Select(n => n.GetInt32()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Layers_add_up_to_the_totals(string network)
    {
        var report = await ReportAsync(network);
        var layers = report.GetProperty("layers").EnumerateArray().ToList();

        Assert.Equal(report.GetProperty("params").GetInt64(), layers.Sum(layer => layer.GetProperty("params").GetInt64()));
        Assert.Equal(report.GetProperty("multiplyAdds").GetInt64(), layers.Sum(layer => layer.GetProperty("multiplyAdds").GetInt64()));
        Assert.All(layers, layer => Assert.Contains(layer.GetProperty("type").GetString(), Types));
        Assert.Equal(layers.Count, layers.Select(layer => layer.GetProperty("name").GetString()).Distinct().Count());
    }

    private static async Task<JsonElement> ReportAsync(params string[] args)
    {
        var run = await Invocation.OfAsync(["count", .. args, "--json"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return JsonSerializer.Deserialize<JsonElement>(run.Output);
    }
}
