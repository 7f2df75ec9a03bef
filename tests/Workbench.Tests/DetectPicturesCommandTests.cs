using System.CommandLine;
using Sandglass;
using Workbench.Commands;

namespace Workbench.Tests;

public sealed class DetectPicturesCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sandglass-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_is_generated_is_a_devkit_that_can_be_shown()
    {
        var (devkit, picture) = (Path.Combine(_folder, "scenes"), Path.Combine(_folder, "pictures", "scenes.png"));
        var written = await Run("generate", "--out", devkit, "--training", "3", "--validation", "2", "--test", "4", "--side", "96");
        Assert.Contains("3 + 2 + 4 pictures", written, StringComparison.Ordinal);
        Assert.Equal(9, Directory.GetFiles(Path.Combine(devkit, "VOCdevkit", "Generated", "JPEGImages"), "*.jpg").Length);

        var shown = await Run("show", "--voc", devkit, "--part", "Generated/trainval", "--first", "2", "--picture", picture);
        Assert.StartsWith("4 pictures with ", shown, StringComparison.Ordinal);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(picture)[..4]);
        await Assert.ThrowsAsync<WorkbenchException>(() => Run("generate", "--out", devkit));
    }

    [Theory]
    [InlineData("show", "--part", "best")]
    [InlineData("show", "--first", "0")]
    [InlineData("show", "--first", "1001")]
    [InlineData("show", "--count", "61")]
    public async Task Misuse_is_named(params string[] arguments)
    {
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(new RootCommand { DetectCommand.Create() }, ["detect", .. arguments], TextWriter.Null, error, TestContext.Current.CancellationToken);

        Assert.Equal(2, code);
        Assert.Contains($"{arguments[1]} takes", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_that_are_not_there_are_named()
    {
        Assert.Contains("begins with 'ab'", (await Assert.ThrowsAsync<WorkbenchException>(() => Run("show", "--out", _folder, "--run", "ab"))).Message, StringComparison.Ordinal);
    }

    private static async Task<string> Run(params string[] arguments)
    {
        using var output = new StringWriter();
        var configuration = new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false };
        Assert.Equal(0, await DetectCommand.Create().Parse(arguments).InvokeAsync(configuration, TestContext.Current.CancellationToken));
        return output.ToString();
    }
}
