using System.Text;
using Sandglass.Display.Figures;
using Sandglass.Display.Pages;

namespace Sandglass.Display.Tests.Pages;

public sealed class StudyPageTests
{
    private const string Bad = "</title><script>alert('&')</script>";

    [Fact]
    public void Text_is_never_markup_and_the_page_runs_and_loads_nothing()
    {
        var figure = ComparisonFigures.AccuracyAgainstMultiplyAdds([.. SampleResults.Rows.Select(row => row with { Budget = Bad + row.Budget, Arm = Bad })]);
        var html = new StudyPage(Bad, Bad, [Bad], [Bad],
        [
            new(Bad, PageParts.Facts([(Bad, Bad)]), PageParts.Points([Bad]), PageParts.Paragraph(Bad), PageParts.Commands(Bad), PageParts.Still(figure)),
            new(Bad, PageParts.Words(Table.Of(["group", Bad, "#n"], [Bad, Bad, Bad]) with { Legend = Bad }), PageParts.Downloads([new(Bad, Bad)])),
        ]).ToHtml();

        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http:", html.Replace("http://www.w3.org/", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\"", html, StringComparison.Ordinal);
        Assert.Contains($"base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(Bad))}\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_section_without_content_and_warnings_without_a_warning_are_left_out()
    {
        var html = new StudyPage("blocks", "Which?", ["None."], [], [new("Empty", "", ""), new("Full", PageParts.Paragraph("words"))]).ToHtml();
        Assert.DoesNotContain("Empty", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Before you rely", html, StringComparison.Ordinal);
        Assert.Contains("<h2>Full</h2>\n<p>words</p>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_stand_apart_words_left_and_numbers_right()
    {
        var table = Table.Of(["budget", "arm", "verdict", "#n"], ["0.4x", "a", "ahead", "1"], ["0.1x", "a", "behind", "2"]);
        var html = PageParts.Words(table);
        Assert.Contains("<th scope=\"rowgroup\" colspan=\"3\">Budget 0.4x</th>", html, StringComparison.Ordinal);
        Assert.Contains("<tr><th scope=\"row\">a</th><td class=\"words\">behind</td><td>2</td></tr>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("rowgroup", PageParts.Words(table with { Rows = [["", "a", "ahead", "1"]] }), StringComparison.Ordinal);
    }
}
