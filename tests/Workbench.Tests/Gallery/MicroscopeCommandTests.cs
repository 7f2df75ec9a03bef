using Fuzzing;
using Sandglass;
using Sandglass.Deployment.Latency;
using Sandglass.Display.Pages;
using Workbench.Tests.Count;
using Workbench.Tests.Running;

namespace Workbench.Tests.Gallery;

/// <summary><c>workbench microscope</c>, and the measurements that it takes.</summary>
public sealed class MicroscopeCommandTests : IDisposable
{
    private readonly ResultsFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_writes_a_page_once()
    {
        var page = _folder["page.html"];
        Assert.Equal(new Invocation(0, $"the block microscope: {page}\n", ""), await Invocation.OfAsync("microscope", page));
        Assert.Equal(MicroscopePage.Recorded().ToHtml(), File.ReadAllText(page));
        Assert.Equal((1, $"error: {page} is there already; remove it, or name another file\n"), Failed(await Invocation.OfAsync("microscope", page)));
    }

    [Fact]
    public async Task A_machine_is_named_with_its_errors()
    {
        var roofline = Repository.PathTo("data", "latency", LatencyRecord.Operators);
        Assert.Equal(0, (await Invocation.OfAsync("microscope", _folder["page.html"], "--roofline", roofline)).ExitCode);
        var report = LatencyRecord.Read(LatencyRecord.Operators);
        var html = File.ReadAllText(_folder["page.html"]);
        Assert.Contains($"predicted from its roofline: {report.Environment.Processor}, ", html, StringComparison.Ordinal);
        Assert.Contains("Latency is predicted: 2 whole networks took 1.", html, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"\"activatedPerSecond\":{report.Roofline!.ActivatedPerSecond}"), html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "is not what 'workbench latency NETWORK --predict --json' prints (")]
    [InlineData("no JSON", "is not what 'workbench latency NETWORK --predict --json' prints (")]
    [InlineData(null, "has no whole roofline; measure one with 'workbench latency mobilenext --predict --json'")]
    public async Task Other_files_are_no_measurements(string? text, string reason)
    {
        File.WriteAllText(_folder["a.json"], text ?? (LatencyRecord.Read(LatencyRecord.Operators) with { Roofline = null }).ToJson());
        var (code, error) = Failed(await Invocation.OfAsync("microscope", _folder["page.html"], "--roofline", _folder["a.json"]));
        Assert.Equal(1, code);
        Assert.StartsWith($"error: {_folder["a.json"]} {reason}", error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["page.html"]));
    }

    [Fact]
    public async Task An_image_is_one_of_a_run() =>
        Assert.Equal((2, "error: --image is a test image of a run; name the run with --run (see workbench microscope --help)\n"), Failed(await Invocation.OfAsync("microscope", _folder["page.html"], "--image", "3")));

    [DeepFact]
    public async Task A_run_is_shown_at_work()
    {
        foreach (var seed in (string[])["1", "2"])
        {
            Assert.Equal(0, (await Invocation.OfAsync("train", "--family", "inverted", "--preset", "smoke", "--width", "0.2", "--seed", seed, "--out", _folder.Path)).ExitCode);
        }

        var runs = _folder.RunNames().Where(name => name[0] != '.').ToArray();
        Assert.Equal(0, (await Invocation.OfAsync("microscope", _folder["page.html"], "--run", runs[0], "--image", "7", "--results", _folder.Path)).ExitCode);
        var html = File.ReadAllText(_folder["page.html"]);
        Assert.Contains($"(run {runs[0]}) was trained for 1 epoch on 1,000 images", html, StringComparison.Ordinal);
        Assert.Contains("The block is stage1.block1 of small-inverted-0.2: ", html, StringComparison.Ordinal);

        Assert.Equal(1, (await Invocation.OfAsync("microscope", _folder["b.html"], "--run", runs[0], "--image", "9999", "--results", _folder.Path)).ExitCode);
        Assert.Equal(2, (await Invocation.OfAsync("microscope", _folder["b.html"], "--run", runs[0], "--run", runs[1], "--results", _folder.Path)).ExitCode);
        Assert.False(File.Exists(_folder["b.html"]));
    }

    [DeepFact]
    public void Damaged_measurements()
    {
        var whole = LatencyRecord.Read(LatencyRecord.Operators);
        var good = (whole with { Turns = [], Networks = [.. whole.Networks.Take(2).Select(network => network with { Operators = null })] }).ToJson();
        var recorded = MicroscopePage.Recorded();
        var (read, refused) = new FuzzRuns("microscope", 1000).Run(
            random =>
            {
                var html = (recorded with { Maps = [], Machine = PredictedMachine.Parse(JsonMutations.Mutate(good, random), "a.json") }).ToHtml();
                Assert.Equal(2, html.Split("<script").Length - 1);
            },
            fault => fault is WorkbenchException && !fault.Message.Any(char.IsControl));
        Assert.True(read > 0 && refused > 0);
    }

    private static (int, string) Failed(Invocation invocation) => (invocation.ExitCode, invocation.Error);
}
