using System.Text.RegularExpressions;
using Sandglass.Display.Pages;

namespace Sandglass.Display.Tests.Pages;

public sealed partial class ResultsPageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("results-page").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_reference_is_to_a_file_of_the_folder()
    {
        var html = Write(SampleResults.Report);

        var references = References().Matches(html).Select(m => m.Groups[1].Value).Distinct().ToArray();
        Assert.Contains("plotly.min.js", references);
        Assert.Contains("figures/accuracy-multiply-adds.svg", references);
        Assert.All(
            references.Where(r => r != "data:,"),
            r => Assert.True(File.Exists(Path.Combine(_folder, r)), $"{r} is referred to and not there."));
        Assert.DoesNotContain("@import", html);
        Assert.DoesNotContain("url(", html);
        Assert.Empty(Directory.GetFiles(_folder, "*.partial", SearchOption.AllDirectories));
    }

    [Fact]
    public void Text_of_the_report_is_never_markup()
    {
        const string bad = "<script>alert('&')</script>";
        var rows = SampleResults.Rows.Select(r => r with { Budget = $"{bad}{r.Budget}" }).ToArray();
        var html = Write(SampleResults.Report with
        {
            Title = bad,
            Answer = bad,
            Rows = rows,
            Curves = SampleResults.CurvesOf(rows, epochs: 2),
            Facts = [new(bad, bad)],
            Warnings = [bad],
        });

        Assert.DoesNotContain("<script>alert", html);
        Assert.Contains("&lt;script&gt;alert(&#x27;&amp;&#x27;)&lt;/script&gt;", html);
    }

    [Fact]
    public void The_same_report_gives_the_same_page()
    {
        var first = Write(SampleResults.Report);
        Assert.Equal(first, Write(SampleResults.Report));
    }

    [Fact]
    public void A_report_without_curves_has_no_section_for_them()
    {
        var html = Write(SampleResults.Report with { Curves = [], Warnings = [] });

        Assert.DoesNotContain("Learning curves", html);
        Assert.DoesNotContain("Before you rely", html);
        Assert.False(File.Exists(Path.Combine(_folder, "figures", "training-loss.png")));
    }

    [Fact]
    public void The_pictures_are_there_before_any_script_runs()
    {
        var html = Write(SampleResults.Report);
        Assert.Equal(4, Regex.Count(html, "<div class=\"chart\" id=\"[a-z-]+\"><img src="));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_one_clear_error()
    {
        var file = Path.Combine(_folder, "taken");
        File.WriteAllText(file, "");

        var error = Assert.Throws<IOException>(() => SampleResults.Report.Write(file));
        Assert.Contains("cannot be written", error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    private string Write(ResultsPage report) => File.ReadAllText(report.Write(_folder));

    [GeneratedRegex("(?:src|href)=\"([^\"]*)\"")]
    private static partial Regex References();
}
