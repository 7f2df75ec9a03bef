using Workbench.Tests.Running;

namespace Workbench.Tests.Search;

/// <summary>What <c>workbench search</c> says in one line where it cannot do what it was asked.</summary>
public sealed class SearchMisuseTests : IDisposable
{
    private readonly ResultsFolder _folder = new();

    public static bool IsUnix => !OperatingSystem.IsWindows();

    [Theory]
    [InlineData("there is no operation 'sep_conv_9x9'", "run", "--space", "none,sep_conv_9x9")]
    [InlineData("there is no operation 'nowhere'", "run", "--space", "nowhere")]
    [InlineData("there is no operation ''", "run", "--space", "none,,skip_connect")]
    [InlineData("it names an operation twice", "run", "--space", "skip_connect,skip_connect")]
    [InlineData("it has no operation other than none", "run", "--space", "none")]
    [InlineData("'tiny'", "run", "--preset", "tiny")]
    [InlineData("there is no command 'arm'; use run, train or show", "arm", "with-sandglass")]
    [InlineData("there is no command 'study'; use run, train or show", "study", "--preset", "smoke")]
    [InlineData("--random is the baseline of the proxies", "run", "--random", "--preset", "paper")]
    [InlineData("--stop-at-alarm and --random cannot be combined", "run", "--random", "--stop-at-alarm")]
    [InlineData("genotype is missing: ", "show")]
    public async Task A_misuse_says_how_it_is_used(string reason, params string[] arguments) =>
        await AssertRefused(2, reason, arguments);

    [Fact]
    public async Task The_published_preset_wants_its_images_and_the_proxies_their_own()
    {
        await AssertRefused(1, "is for CIFAR-10; name its folder or archive with --images", "run", "--preset", "paper");
        await AssertRefused(1, "is a proxy on the images of the repository", "run", "--preset", "smoke", "--images", "cifar");
        await AssertRefused(1, "cifar cannot be read", "train", "darts-v2", "--preset", "paper", "--images", "cifar");
    }

    [Fact]
    public async Task A_genotype_that_is_not_there_is_one_line()
    {
        await AssertRefused(1, "begins with 'darts-v3'; 'workbench runs list' lists them", "show", "darts-v3");
        await AssertRefused(1, "begins with '0123'", "train", "0123", "--preset", "smoke");
    }

    [Theory]
    [InlineData("not a genotype: ", "{\"normal\": {\"edges\": [], ")]
    [InlineData("not a genotype: ", "{\"normal\": null, \"reduction\": null}")]
    [InlineData("not a genotype: 'Genotype(normal=[", "Genotype(normal=[('skip_connect', 0)")]
    [InlineData("not a genotype: ''", "")]
    [InlineData("there is no operation 'conv_7x1_1x7'", "Genotype(normal=[('conv_7x1_1x7', 0), ('skip_connect', 1)], normal_concat=[2], reduce=[('skip_connect', 0), ('skip_connect', 1)], reduce_concat=[2])")]
    public async Task A_damaged_genotype_is_one_line(string reason, string content) =>
        await AssertRefused(1, reason, "show", Write("damaged.txt", content));

    [Fact]
    public async Task A_file_too_long_for_a_genotype_is_not_read()
    {
        if (!OperatingSystem.IsWindows())
        {
            await AssertRefused(1, "/dev/zero is a device or a pipe, not a file", "show", "/dev/zero");
        }

        await AssertRefused(1, "is too long for a genotype", "show", Write("long.txt", new string('x', 100_001)));
        await AssertRefused(1, "not a genotype: ", "show", Write("long.json", "{" + new string(' ', 99_999)));
    }

    [Fact(SkipUnless = nameof(IsUnix), Skip = "Windows has no endless files")]
    public async Task A_file_that_never_ends_is_not_read()
    {
        File.CreateSymbolicLink(_folder["zero"], "/dev/zero");
        await AssertRefused(1, "is a device or a pipe", "show", _folder["zero"]);
    }

    [Fact]
    public async Task A_damaged_run_is_one_line()
    {
        var folder = _folder["damaged/runs/0123456789abcdef"];
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "run.json"), "{\"genotype\": 1");
        var (code, output, error) = await SmokeSearches.Invoke("show", "0123", "--out", _folder["damaged"]);

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("is damaged", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    public void Dispose() => _folder.Dispose();

    private string Write(string name, string content)
    {
        File.WriteAllText(_folder[name], content);
        return _folder[name];
    }

    private async Task AssertRefused(int expected, string reason, params string[] arguments)
    {
        var (code, output, error) = await SmokeSearches.Invoke([.. arguments, "--out", _folder.Path]);
        Assert.Equal((expected, ""), (code, output));
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }
}
