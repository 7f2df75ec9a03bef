using System.Text;
using System.Text.RegularExpressions;
using Sandglass;
using Sandglass.Studies;
using Sandglass.Training;
using Workbench.Studies;
using Workbench.Tests.Gallery;

namespace Workbench.Tests.Running;

/// <summary>The page of a study: of every task, recorded or of one's own runs.</summary>
public sealed partial class StudyReportTests : IDisposable
{
    private const string Hostile = "</script><img src=x onerror=alert(1)>";
    private const int MostBytes = 1_500_000;

    private readonly ResultsFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("blocks", 90, "Budget 0.4x", "Learning curves", "Every planned run is here: 90 runs.", "Hash of the protocol")]
    [InlineData("quantization", 180, "accuracy change", "180 runs, 1.6 hours of training", "Declared: protocol ", "quantization-classification.csv")]
    [InlineData("detection", 22, "Declared: protocol ", "Average precision, class by class", "libtorch 2.10.0")]
    [InlineData("search", 12, "Declared: protocol ", "Do scores without training foresee", "search-random-search.csv")]
    [InlineData("inside", 60, "Too large for a page, and in data/studies/inside of the repository: feature-rank.csv, gradient-confusion.csv.")]
    public async Task A_recorded_study_is_one_page_whatever_its_task(string study, int runs, params string[] expected)
    {
        Assert.Equal($"{study}, {runs} runs: {_folder["page.html"]}\n", await InProcess.SaidAsync("study", "report", study, _folder["page.html"]));
        var html = await File.ReadAllTextAsync(_folder["page.html"], TestContext.Current.CancellationToken);
        var record = RecordedStudy.Find(study)!;

        Assert.InRange(Encoding.UTF8.GetByteCount(html), 10_000, MostBytes);
        Assert.Contains($"<h1>{record.Protocol.Question}</h1>", html, StringComparison.Ordinal);
        Assert.All(record.Verdicts(), outcome => Assert.Contains($">{outcome.Words}</td>", html, StringComparison.Ordinal));
        Assert.All([.. expected, $"workbench study verify {study} "], words => Assert.Contains(words, html, StringComparison.Ordinal));
        Assert.All(References().Matches(html).Select(match => match.Groups[1].Value), address => Assert.True(address.StartsWith("data:", StringComparison.Ordinal) || address.StartsWith('#'), address));
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.Equal(RecordedStudy.RunsOf(record), Carried(html, $"{study}-runs.csv"));
    }

    [Fact]
    public async Task A_page_that_is_there_stays_and_the_same_study_gives_the_same_page()
    {
        await InProcess.SaidAsync("study", "report", "activations", _folder["one.html"]);
        await InProcess.SaidAsync("study", "report", "activations", _folder["two.html"]);
        Assert.Equal(await File.ReadAllBytesAsync(_folder["one.html"], TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(_folder["two.html"], TestContext.Current.CancellationToken));
        var (code, output, error) = await InProcess.RunAsync("study", "report", "activations", _folder["one.html"]);
        Assert.Equal((1, "", $"error: {_folder["one.html"]} is there already; remove it, or name another file\n"), (code, output, error));
    }

    [Fact]
    public async Task A_study_of_ones_own_says_what_did_not_run()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the page names a file as a Unix shell reads it, and Windows has other paths");
        var file = _folder["kernels.json"];
        await File.WriteAllTextAsync(file, $$"""
            { "name": "kernels", "preset": "smoke", "seeds": 2, "multiplyAdds": 800000, "question": "Which {{Hostile}}?",
              "arms": { "5x5": { "family": "sandglass", "kernel": 5 }, "{{Hostile}}": { "family": "sandglass" } } }
            """, TestContext.Current.CancellationToken);
        var (code, _, error) = await InProcess.RunAsync("study", "report", file, _folder["page.html"], "--out", _folder.Path);
        Assert.Equal(1, code);
        Assert.StartsWith("error: no run of the study 'kernels' is finished in ", error, StringComparison.Ordinal);

        Study.Read(file).Reduced(seeds: 1).Train(new RunStore(_folder.Runs), cancellation: TestContext.Current.CancellationToken);
        await InProcess.SaidAsync("study", "report", file, _folder["page.html"], "--out", _folder.Path);
        var html = await File.ReadAllTextAsync(_folder["page.html"], TestContext.Current.CancellationToken);
        Assert.Contains("It is not complete: 2 planned runs of 4 did not run yet.", html, StringComparison.Ordinal);
        Assert.Contains("5x5, seed 2", html, StringComparison.Ordinal);
        Assert.Contains("Every arm ran with one seed.", html, StringComparison.Ordinal);
        Assert.Contains("No protocol was declared before the runs", html, StringComparison.Ordinal);
        Assert.Contains($"workbench study run {file}", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_others_are_never_markup()
    {
        var record = RecordedStudy.Find("activations")!;
        var hostile = record with
        {
            Protocol = record.Protocol with
            {
                Name = Hostile,
                Question = Hostile,
                Comparisons = [.. record.Protocol.Comparisons.Select(planned => planned with { First = Hostile + planned.First, Second = Hostile + planned.Second, Group = Hostile })],
            },
            Rows = [.. record.Rows.Select(row => row with { Arm = Hostile + row.Arm, Group = Hostile })],
            Tables = record.Tables.ToDictionary(table => Hostile + table.Key, table => table.Value),
            Environments = [.. record.Environments.Select(environment => environment with { Processor = Hostile, SourceRevision = Hostile })],
        };
        var html = StudyReport.Of(new ReportedStudy(hostile, [], [(Hostile, [1])], IsRecorded: false, [Hostile])).ToHtml();

        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("</script", html, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x onerror=alert(1)&gt;", html, StringComparison.Ordinal);
    }

    // Wide and narrow, light and dark: whole, silent, and no wider than the window.
    [DeepTheory]
    [InlineData("blocks")]
    [InlineData("quantization")]
    [InlineData("detection")]
    [InlineData("search")]
    public async Task In_a_browser_it_asks_nobody_and_fits(string study)
    {
        await InProcess.SaidAsync("study", "report", study, _folder["page.html"]);
        await using var browser = await Browser.StartAsync();
        foreach (var width in (int[])[1200, 400])
        {
            await browser.Page.SetViewportSizeAsync(width, 900);
            await browser.Page.GotoAsync(new Uri(_folder["page.html"]).AbsoluteUri);
            Assert.InRange(await browser.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, width);
        }

        var saved = await browser.Page.RunAndWaitForDownloadAsync(() => browser.Page.GetByText($"{study}-runs.csv").ClickAsync());
        Assert.Equal(RecordedStudy.RunsOf(RecordedStudy.Find(study)!), await File.ReadAllTextAsync(await saved.PathAsync(), TestContext.Current.CancellationToken));
        Assert.True(await browser.Page.Locator("figure svg").CountAsync() >= 2);
        Assert.Empty(browser.Errors);
        Assert.Empty(browser.RemoteRequests);
    }

    private static string Carried(string html, string name) =>
        Encoding.UTF8.GetString(Convert.FromBase64String(Regex.Match(html, $"download=\"{Regex.Escape(name)}\" href=\"data:[^,\"]*;base64,([^\"]*)\"").Groups[1].Value));

    [GeneratedRegex("(?:src|href)=\"([^\"]*)\"")]
    private static partial Regex References();
}
