using Sandglass.Tests.Weights;
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

    [Fact]
    public async Task A_checkpoint_of_PyTorch_is_shown_with_the_weights_that_are_taken()
    {
        var pickle = new PickleWriter().Op('}', '(').Text("epoch").Number(3)
            .Text("state_dict").Op('}').Text("module.a").Floats("0", 2).Op('s').Text("model_ema").Op('}', 'u').End();
        await File.WriteAllBytesAsync(sample["checkpoint"], TorchFileBytes.Zip(pickle, [("0", new byte[8])]), TestContext.Current.CancellationToken);
        var shown = await Invocation.OfAsync("weights", "show", sample["checkpoint"]);
        Assert.Equal(0, shown.ExitCode);
        Assert.Equal($"{sample["checkpoint"]}: the weights are those of 'state_dict'; the averaged ones of 'model_ema' are not read\n", shown.Error);
        Assert.Contains("\nepoch: 3\nweights taken from: state_dict\nfits: no network", shown.Output);
        Assert.Matches("\na +F32 +\\[2\\]", shown.Output);
    }

    [Fact]
    public async Task A_pickle_that_means_harm_is_one_line_of_error()
    {
        var pickle = new PickleWriter().Name("os", "system").Text($"touch {sample["harm"]}").Op('\x85', 'R').End();
        await File.WriteAllBytesAsync(sample["hostile"], TorchFileBytes.Zip(pickle, []), TestContext.Current.CancellationToken);
        var shown = await Invocation.OfAsync("weights", "show", sample["hostile"]);
        Assert.Equal((1, ""), (shown.ExitCode, shown.Output));
        Assert.Contains("it asks for 'os.system', and nothing but tensors", shown.Error);
        Assert.False(File.Exists(sample["harm"]));
    }
}
