using Sandglass.Images;
using Sandglass.Training;
using Workbench.Tests.Running;

namespace Workbench.Tests.Images;

/// <summary>Whole networks on pictures in files, and the commands around them.</summary>
public sealed class PictureFilesTests : IDisposable
{
    private readonly ResultsFolder _folder = new();

    public PictureFilesTests()
    {
        foreach (var (at, name) in new[] { "cat", "dog" }.Index())
        {
            for (var i = 0; i < 12; i++)
            {
                Add(i < 8 ? "train" : "val", name, $"{i}.{(i % 3 == 0 ? "png" : "jpg")}", at == 0 ? 40 : 190, (10 * at) + i);
            }
        }

        File.WriteAllText(Path.Combine(_folder["pets"], "train", "dog", "broken.jpg"), "<html>");
    }

    private string[] Train(string images, int epochs = 2, string rate = "0.01") =>
    [
        "train", "--network", "mobilenext", "--width", "0.1", "--resolution", "32", "--images", images, "--out", _folder.Path, "--batch-size", "5", "--learning-rate", rate, "--epochs", $"{epochs}",
    ];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_whole_network_trains_on_a_folder_by_the_logged_recipe_and_the_damaged_file_is_named()
    {
        // Warm-up is longer than two epochs.
        var said = await InProcess.SaidAsync([.. Train(_folder["pets"], 4), "--preset", "logged", "--weight-ema", "0.9"]);
        Assert.Contains("2 classes; pictures: 17 for training, 8 for validation and test alike", said, StringComparison.Ordinal);
        Assert.Contains("different here: BatchNorm sees whole batches", said, StringComparison.Ordinal);
        Assert.Contains("train/dog/broken.jpg is left out: expected JPEG or PNG, found something else", said, StringComparison.Ordinal);
        Assert.Contains("chosen on the images that it is reported for", said, StringComparison.Ordinal);
        Assert.Contains("damaged and left out: 1 picture, named in", said, StringComparison.Ordinal);

        var run = new RunStore(_folder.Runs).FinishedNamed("");
        Assert.Equal((0.9, "bicubic or bilinear"), (run.Spec.Recipe.WeightEma, run.Spec.Recipe.Augmentation.CropInterpolation == "random" ? "bicubic or bilinear" : ""));
        var answer = await InProcess.SaidAsync("predict", "--weights", run.Hash, "--results", _folder.Path, "--input", Path.Combine(_folder["pets"], "val", "cat", "9.png"));
        Assert.Contains("as the run evaluates its pictures", answer, StringComparison.Ordinal);
        Assert.Contains("cat", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cache_stands_for_the_folder_and_holdouts_are_reported()
    {
        var cache = _folder["pets.cache"];
        Assert.Contains("24 pictures of 2 classes", await InProcess.SaidAsync("data", "cache", _folder["pets"], cache, "--side", "40"), StringComparison.Ordinal);
        Assert.Equal(1, (await InProcess.RunAsync("data", "cache", _folder["pets"], cache)).Code); // it is there
        var said = await InProcess.SaidAsync([.. Train(cache, rate: "0.001"), "--preset", "paper"]);
        Assert.Contains("pictures: 15 for training, 2 for validation, 8 for the test", said, StringComparison.Ordinal);
        Assert.Contains("best epoch of validation", said, StringComparison.Ordinal);
        Assert.Contains("found, not repeated", await InProcess.SaidAsync([.. Train(cache, rate: "0.001"), "--preset", "paper", "--decode-threads", "1"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_names_every_damaged_picture_and_says_so_by_its_exit_code()
    {
        var (code, output, error) = await InProcess.RunAsync("data", "verify", "--images", _folder["pets"]);
        Assert.Equal((1, ""), (code, error));
        Assert.Contains("train/dog/broken.jpg: expected JPEG or PNG, found something else\n", output, StringComparison.Ordinal);
        Assert.EndsWith("25 pictures of 2 classes; damaged: 1\n", output, StringComparison.Ordinal);
        File.Delete(Path.Combine(_folder["pets"], "train", "dog", "broken.jpg"));
        Assert.Contains("damaged: 0", await InProcess.SaidAsync("data", "verify", "--images", _folder["pets"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cifar_trains_a_plan_for_small_images()
    {
        Directory.CreateDirectory(_folder["cifar"]);
        foreach (var name in (string[])["data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin", "test_batch.bin"])
        {
            var bytes = new byte[20 * 3073];
            new Random(name.Length).NextBytes(bytes);
            for (var i = 0; i < 20; i++)
            {
                bytes[i * 3073] = (byte)(i % 10);
            }

            File.WriteAllBytes(Path.Combine(_folder["cifar"], name), bytes);
        }

        var said = await InProcess.SaidAsync("train", "--family", "inverted", "--width", "0.1", "--data", "cifar10", "--images", _folder["cifar"], "--preset", "smoke", "--out", _folder.Path);
        Assert.Contains("trained in", said, StringComparison.Ordinal);
        Assert.Equal("cifar-10/training", new RunStore(_folder.Runs).FinishedNamed("").Spec.Data.Name);
    }

    [Theory]
    [InlineData(2, "--family or --network is required")]
    [InlineData(2, "both name a network", "--family", "sandglass", "--network", "mobilenext")]
    [InlineData(2, "--data imagenet needs the folder", "--network", "mobilenext", "--data", "imagenet")]
    [InlineData(2, "--data cifar100 needs the folder", "--family", "sandglass", "--data", "cifar100")]
    [InlineData(2, "the preset logged is for pictures decoded from files", "--family", "sandglass", "--preset", "logged")]
    [InlineData(2, "--decode-threads and --stop-at-damage are for pictures", "--family", "sandglass", "--stop-at-damage")]
    [InlineData(2, "--resolution is for pictures decoded", "--family", "sandglass", "--resolution", "64")]
    [InlineData(2, "give --resolution", "--network", "mobilenext", "--images", ".", "--size", "64")]
    [InlineData(2, "there is no network 'mobilenxt'", "--network", "mobilenxt")]
    [InlineData(1, "is not a folder", "--network", "mobilenext", "--images", "/nowhere")]
    public async Task What_does_not_go_together_is_one_line(int code, string reason, params string[] more)
    {
        var run = await InProcess.RunAsync(["train", "--out", _folder.Path, .. more]);
        Assert.Equal(code, run.Code);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Error.Count(letter => letter == '\n'));
    }

    [Fact]
    public async Task A_damaged_file_stops_where_that_is_asked_for()
    {
        var run = await InProcess.RunAsync([.. Train(_folder["pets"]), "--preset", "smoke", "--stop-at-damage"]);
        Assert.Equal(1, run.Code);
        Assert.StartsWith("train/dog/broken.jpg: expected JPEG or PNG", run.Error["error: ".Length..], StringComparison.Ordinal);
    }

    private void Add(string part, string name, string file, int level, int seed)
    {
        var (random, width) = (new Random(seed), 40 + seed);
        var pixels = new byte[3 * width * 37];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)(level + random.Next(20));
        }

        Directory.CreateDirectory(Path.Combine(_folder["pets"], part, name));
        File.WriteAllBytes(
            Path.Combine(_folder["pets"], part, name, file),
            ImageFile.Write(new PixelImage(width, 37, 3, pixels), file.EndsWith("png", StringComparison.Ordinal) ? ImageFormat.Png : ImageFormat.Jpeg));
    }
}
