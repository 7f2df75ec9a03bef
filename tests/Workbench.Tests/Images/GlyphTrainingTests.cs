using Sandglass;
using Sandglass.Data;
using Sandglass.Training;
using Workbench.Tests.Running;

namespace Workbench.Tests.Images;

/// <summary>Training on the second set of images.</summary>
public sealed class GlyphTrainingTests : IDisposable
{
    private readonly ResultsFolder _folder = new();

    private string[] Train => ["train", "--family", "sandglass", "--width", "0.1", "--preset", "smoke", "--out", _folder.Path];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_on_glyphs_finds_its_images_again()
    {
        var (code, _, error) = await InProcess.RunAsync([.. Train, "--data", "Glyphs"]);
        Assert.Equal((0, ""), (code, error));
        var run = new RunStore(_folder.Runs).FinishedNamed("");
        var plan = ((Classification)run.Spec.Task).Plan;
        Assert.Equal((3, 32, 62), (plan.InputChannels, plan.Resolution, plan.Classes));
        using var images = run.Images();
        Assert.Equal(GlyphSet.ClassNames, images.Training.ClassNames);
        Assert.Equal(run.Spec.Data, images.Identity);
    }

    [Theory]
    [InlineData("--data takes fashion-mnist, glyphs, the folder of a set of glyphs, cifar10, cifar100 or imagenet, not 'letters'", "--data", "letters")]
    [InlineData("--data and --images both name images", "--data", "glyphs", "--images", ".")]
    [InlineData("--size and --colour need a folder of images", "--data", "glyphs", "--size", "32")]
    public async Task A_wrong_set_is_a_wrong_command_line(string reason, params string[] options)
    {
        var (code, _, error) = await InProcess.RunAsync([.. Train, .. options]);
        Assert.Equal(2, code);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }
}
