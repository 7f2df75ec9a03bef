using System.Text.Json;
using Sandglass;
using Sandglass.Images;
using Sandglass.Networks;
using Sandglass.Training;
using Workbench.Tests.Running;

namespace Workbench.Tests.Images;

/// <summary>Training on a folder of own pictures, and what a run made so answers to another picture.</summary>
public sealed class OwnImagesTests : IDisposable
{
    private readonly ResultsFolder _folder = new();

    public OwnImagesTests()
    {
        for (var i = 0; i < 24; i++)
        {
            Add(i % 2 == 0 ? "dark" : "light", $"{i}.{(i % 3 == 0 ? "png" : "jpg")}", i % 2 == 0 ? 30 : 200, i);
        }
    }

    private string[] Train => ["train", "--family", "sandglass", "--width", "0.1", "--preset", "smoke", "--epochs", "40", "--out", _folder.Path, "--images", _folder["own"]];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_on_own_pictures_is_found_again_and_names_its_classes()
    {
        var trained = await SaidAsync([.. Train, "--size", "16", "--colour", "--batch-size", "10"]);
        Assert.Contains("trained in", trained, StringComparison.Ordinal);
        Assert.Contains("found, not repeated", await SaidAsync([.. Train, "--size", "16", "--colour", "--batch-size", "10"]), StringComparison.Ordinal);

        var run = new RunStore(_folder.Runs).FinishedNamed("");
        var plan = ((Classification)run.Spec.Task).Plan;
        Assert.Equal((3, 16, 2, 10), (plan.InputChannels, plan.Resolution, plan.Classes, run.Spec.Recipe.BatchSize));
        Assert.Equal("own/training", run.Spec.Data.Name);

        Directory.Delete(_folder["own"], recursive: true); // the run knows its classes without it
        Add("ask", "me.jpg", 200, 3);
        string[] predict = ["predict", "--weights", run.Hash, "--results", _folder.Path, "--input", Path.Combine(_folder["own"], "ask", "me.jpg")];
        var answer = JsonSerializer.Deserialize<JsonElement>(await SaidAsync([.. predict, "--json"]));
        Assert.Equal(["dark", "light"], answer.GetProperty("classes").EnumerateArray().Select(name => name.GetString()!));
        var logits = answer.GetProperty("logits")[0].EnumerateArray().Select(score => score.GetSingle()).ToArray();
        Assert.True(logits[1] > logits[0], $"light has {logits[1]}, dark {logits[0]}");
        Assert.EndsWith("the centre of the picture, 23×20 pixels, was scaled to the 16×16 that the run was trained on\n", await SaidAsync(predict), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_process_loads_the_folder_that_it_is_told()
    {
        var source = new FolderImages(_folder["own"], 12);
        using var data = source.LoadSplits();
        var recipe = Preset.Smoke.Recipe with { BatchSize = 10 };
        var spec = new RunSpec(new Classification(MacroPlan.SmallImage.Fill(BlockFamily.InvertedResidual, data, 0.1)), recipe, data.Identity, 1);
        File.WriteAllText(_folder["order"], RunJson.Text(new RunOrder(spec, source, [])));
        var (code, _, error) = await WorkbenchProgram.RunAsync("work", _folder["order"], "--runs", _folder.Runs);
        Assert.Equal((0, ""), (code, error));
        Assert.NotNull(new RunStore(_folder.Runs).Find(spec));
    }

    [Theory]
    [InlineData(2, "name it with --images", "--size", "16")]
    [InlineData(2, "name it with --images", "--colour")]
    [InlineData(2, "--size takes a whole number from 8 to 512", "--images", ".", "--size", "4")]
    [InlineData(1, "is not a folder", "--images", "/nowhere")]
    public async Task What_cannot_be_used_is_one_line(int code, string reason, params string[] more)
    {
        var run = await RunAsync(["train", "--family", "sandglass", "--preset", "smoke", "--out", _folder.Path, .. more]);
        Assert.Equal((code, ""), (run.Code, run.Output));
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Error.Count(letter => letter == '\n'));
    }

    [Fact]
    public async Task Fewer_pictures_than_a_batch_say_so()
    {
        var run = await RunAsync([.. Train, "--batch-size", "64"]);
        Assert.Contains("own/training has 20 images, fewer than a batch of 64; use a smaller batch", run.Error, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(string[] arguments) =>
        InProcess.RunAsync(arguments);

    private static async Task<string> SaidAsync(string[] arguments)
    {
        var run = await RunAsync(arguments);
        Assert.Equal((0, ""), (run.Code, run.Error));
        return run.Output;
    }

    private void Add(string name, string file, int level, int seed)
    {
        var (random, width) = (new Random(seed), 20 + seed);
        var pixels = new byte[3 * width * 20];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)(level + random.Next(20));
        }

        Directory.CreateDirectory(Path.Combine(_folder["own"], name));
        File.WriteAllBytes(
            Path.Combine(_folder["own"], name, file),
            ImageFile.Write(new PixelImage(width, 20, 3, pixels), file.EndsWith("png", StringComparison.Ordinal) ? ImageFormat.Png : ImageFormat.Jpeg));
    }
}
