using Sandglass.Weights;

namespace Workbench.Tests.Weights;

public sealed class WeightsCommandTests(SampleWeights sample) : IClassFixture<SampleWeights>
{
    [Fact]
    public async Task Converted_there_and_back_every_tensor_is_the_same()
    {
        Assert.Equal(0, (await Invocation.OfAsync("weights", "convert", sample["labelled"], sample["released"], "--to", "released")).ExitCode);
        var back = await Invocation.OfAsync("weights", "convert", sample["released"], sample["back"], "--to", "workbench");

        Assert.Equal((0, ""), (back.ExitCode, back.Error));
        Assert.StartsWith("mobilenext-0.35, identity multiplier 1/2: ", back.Output);
        Assert.Contains("features.1.conv.0.weight", SafetensorsFile.Read(sample["released"]).Tensors.Keys);
        Assert.Equal(File.ReadAllBytes(sample["labelled"]), File.ReadAllBytes(sample["back"]));
    }

    [Fact]
    public async Task A_file_without_label_must_be_told_network_and_multiplier()
    {
        string[] asked = ["weights", "convert", sample["plain"], sample["told"], "--to", "released"];
        Assert.Contains("state --network and --width", (await Invocation.OfAsync(asked)).Error);
        asked = [.. asked, "--network", "mobilenext", "--width", "0.35"];
        Assert.Contains("give --identity", (await Invocation.OfAsync(asked)).Error);
        Assert.False(File.Exists(sample["told"]));
        Assert.Equal(0, (await Invocation.OfAsync([.. asked, "--identity", "1/2"])).ExitCode);
        Assert.Contains("it already exists", (await Invocation.OfAsync([.. asked, "--identity", "1/2"])).Error);
    }

    [Fact]
    public async Task Names_that_another_code_has_not_are_refused() => Assert.Contains(
        "has no names for the layers of mobilenext-0.35",
        (await Invocation.OfAsync("weights", "convert", sample["labelled"], sample["no"], "--to", "torchvision")).Error);

    [Fact]
    public async Task Show_tells_label_fit_and_tensors()
    {
        var shown = await Invocation.OfAsync("weights", "show", sample["labelled"]);
        Assert.Equal((0, ""), (shown.ExitCode, shown.Error));
        Assert.Contains("\nsandglass.identity_multiplier: 1/2\n", shown.Output);
        Assert.Contains("\nfits: mobilenext at width 0.35\n", shown.Output);
        Assert.Contains("classifier.weight", shown.Output);
        Assert.Contains("[3, 1280]", shown.Output);
    }
}
