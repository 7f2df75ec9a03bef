using System.Runtime.InteropServices;
using System.Text.Json;
using Sandglass;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Training;
using SkiaSharp;
using Workbench.Tests.Running;

namespace Workbench.Tests.Weights;

/// <summary>A picture is read, normalised as the run's images were, and answered by the names of its classes.</summary>
public sealed class PredictPictureTests : IDisposable
{
    private readonly ResultsFolder _folder = new();
    private readonly DatasetSplits _data = Preset.Smoke.LoadData();
    private readonly Run _run;

    public PredictPictureTests()
    {
        var spec = new RunSpec(
            new Classification(MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, 0.1)), Preset.Smoke.Recipe with { Epochs = 1, BatchSize = 100, Warmup = null }, _data.Identity, 1);
        _run = new RunStore(_folder.Runs).FindOrTrain(spec, _data, cancellation: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_picture_gets_the_scores_of_its_pixels_and_the_name_of_its_class()
    {
        var pixels = _data.Test.Images.data<byte>().Take(28 * 28).ToArray();
        var (mean, deviation) = (Normalization.Of(_data.Training).Mean[0], Normalization.Of(_data.Training).StandardDeviation[0]);
        File.WriteAllBytes(_folder["raw"], MemoryMarshal.AsBytes<float>(Array.ConvertAll(pixels, pixel => (float)(((pixel / 255.0) - mean) / deviation))).ToArray());

        var picture = await PredictAsync(Png(pixels, 28, 28), "--json");
        var raw = await PredictAsync(_folder["raw"], "--shape", "1,1,28,28", "--json");
        var table = await PredictAsync(Png(pixels, 28, 28));

        Assert.Equal((0, "", 0, ""), (picture.ExitCode, picture.Error, raw.ExitCode, raw.Error));
        var answer = JsonSerializer.Deserialize<JsonElement>(picture.Output);
        Assert.Equal(JsonSerializer.Deserialize<JsonElement>(raw.Output).GetProperty("logits").ToString(), answer.GetProperty("logits").ToString());
        Assert.Equal(FashionMnist.ClassNames, answer.GetProperty("classes").EnumerateArray().Select(name => name.GetString()!));
        var logits = answer.GetProperty("logits")[0].EnumerateArray().Select(score => score.GetSingle()).ToArray();
        var best = Array.IndexOf(logits, logits.Max());
        Assert.Equal(_run.TestCorrect()[0], best == _data.Test.Labels.data<long>()[0]);
        Assert.Matches($"\n +0 +{FashionMnist.ClassNames[best]} ", table.Output);
    }

    [Fact]
    public async Task A_square_of_another_size_is_answered_and_said_to_be_one()
    {
        var run = await PredictAsync(Png(new byte[32 * 32], 32, 32));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.EndsWith("the picture has 32×32 pixels and was not scaled; the run was trained on 28×28\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_such_picture_is_one_line()
    {
        await RefusedAsync(1, "has 28×20 pixels, and run", Png(new byte[28 * 20], 28, 20));
        await RefusedAsync(2, "--shape is needed for raw floats", _run.Checkpoint);
        var cut = _folder["cut.png"];
        File.WriteAllBytes(cut, File.ReadAllBytes(Png(new byte[28 * 28], 28, 28))[..60]);
        await RefusedAsync(1, "give a whole JPEG or PNG file with --input", cut);
        var foreign = await Invocation.OfAsync("predict", "--weights", _run.Checkpoint, "--input", Png(new byte[28 * 28], 28, 28));
        Assert.Equal(1, foreign.ExitCode);
        Assert.Contains("use a run of 'workbench train' with --weights", foreign.Error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    private async Task RefusedAsync(int code, string reason, string input)
    {
        var run = await PredictAsync(input);

        Assert.Equal((code, ""), (run.ExitCode, run.Output));
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Error.Count(letter => letter == '\n'));
    }

    private Task<Invocation> PredictAsync(string input, params string[] more) =>
        Invocation.OfAsync(["predict", "--weights", _run.Summary.Hash, "--results", _folder.Path, "--input", input, .. more]);

    private string Png(byte[] pixels, int width, int height)
    {
        var path = _folder[$"{width}x{height}.png"];
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Gray8, SKAlphaType.Opaque));
        pixels.CopyTo(bitmap.GetPixelSpan());
        using var bytes = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        File.WriteAllBytes(path, bytes.ToArray());
        return path;
    }
}
