using System.Globalization;
using Sandglass.Detection.Data.Generated;
using Sandglass.Detection.Training;
using Sandglass.Images;
using Sandglass.Training;
using Workbench.Tests.Running;

namespace Workbench.Tests.Detect;

public sealed class DetectTrainTests : IDisposable
{
    private readonly ResultsFolder _folder = new();

    [Fact]
    public async Task The_small_detector_is_trained_found_again_and_evaluated_to_the_same_numbers()
    {
        string[] train = ["train", "--preset", "smoke", "--backbone", "inverted", "--out", _folder.Path];
        var trained = await Said(train);
        Assert.Contains("small128-inverted-0.55, seed 1: trained in", trained, StringComparison.Ordinal);
        Assert.Contains("found, not repeated", await Said(train), StringComparison.Ordinal);
        Assert.Contains("found, not repeated", await Said([.. train, "--device", "CPU"]), StringComparison.Ordinal);

        var run = new RunStore(_folder.Runs).FinishedNamed("");
        var result = run.Result<DetectionResult>();
        var table = await Said("evaluate", run.Hash[..6], "--preset", "smoke", "--out", _folder.Path);
        var mean = table.TrimEnd().Split('\n')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("mean", mean[0]);
        Assert.Equal(100 * result.ElevenPoint, double.Parse(mean[1], CultureInfo.InvariantCulture), 0.051);
        Assert.Equal(100 * result.Area, double.Parse(mean[2], CultureInfo.InvariantCulture), 0.051);
        Assert.Equal(table, await Said("evaluate", run.Directory, "--preset", "smoke"));
        var (code, output, error) = await Invoke("evaluate", run.Directory, "--preset", "smoke", "--device", "tpu");
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("There is no device 'tpu'", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("give either a run or --weights", "evaluate", "--preset", "smoke")]
    [InlineData("give the devkit with --voc", "evaluate", "--weights", "none.safetensors", "--preset", "smoke")]
    public async Task A_misuse_says_how_it_is_used(string hint, params string[] arguments)
    {
        var (code, _, error) = await Invoke(arguments);
        Assert.Equal(2, code);
        Assert.Contains(hint, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_run_and_a_missing_devkit_are_one_line()
    {
        foreach (var arguments in (string[][])[
            ["evaluate", "0123", "--preset", "smoke", "--out", _folder.Path],
            ["train", "--voc", _folder["nowhere"]],
            ["train", "--preset", "smoke", "--device", "tpu", "--out", _folder.Path]])
        {
            var (code, _, error) = await Invoke(arguments);
            Assert.Equal(1, code);
            Assert.Single(error.TrimEnd().Split('\n'));
        }
    }

    // A devkit of a few pictures: a step of training and an evaluation of the full networks.
    [DeepFact]
    public async Task SSDLite320_trains_and_is_evaluated_on_a_devkit_with_either_backbone()
    {
        GeneratedSplits.Load(training: 4, validation: 1, test: 3).WriteDevkit(_folder["devkit"], ImageFormat.Png, null, TestContext.Current.CancellationToken);
        foreach (var backbone in (string[][])[["sandglass"], ["inverted"], ["inverted", "--features", "expanded"]])
        {
            var said = await Said([
                "train", "--voc", _folder["devkit"], "--train", "Generated/train", "--test", "Generated/test",
                "--epochs", "1", "--batch-size", "2", "--out", _folder.Path, "--backbone", .. backbone]);
            Assert.Contains("ssdlite320-mobile", said, StringComparison.Ordinal);
        }

        var run = new RunStore(_folder.Runs).List()[0].Finished!;
        var table = await Said("evaluate", run.Directory, "--voc", _folder["devkit"], "--test", "Generated/test");
        Assert.Contains("Generated/test, 3 pictures", table, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static Task<string> Said(params string[] arguments) => InProcess.SaidAsync(["detect", .. arguments]);

    private static Task<(int Code, string Output, string Error)> Invoke(params string[] arguments) =>
        InProcess.RunAsync(["detect", .. arguments]);
}
