using System.Text.Json;
using System.Text.RegularExpressions;
using Sandglass.Display.Pages;

namespace Sandglass.Display.Tests.Pages;

public sealed partial class NetworkPageTests
{
    private static readonly OperatorCost Cost = new(1000, 2000, 3000, 4000, 5000);

    [Fact]
    public void A_hostile_name_is_never_markup()
    {
        const string bad = "</script><img src=x onerror=alert(1)><!--";
        var html = Page(Row(bad) with { Kind = bad, Output = bad }, Row($"{bad}.a.x"), Row($"{bad}.a.y"), Row($"{bad}.a.z")) with { Title = bad, Answer = bad, Inputs = [bad], Notes = [bad] };

        Assert.DoesNotContain("<img", html.ToHtml());
        Assert.DoesNotContain("<!--", html.ToHtml());
        Assert.Equal(bad, Data(html).GetProperty("rows")[0].GetProperty("name").GetString());
        Assert.Equal(2, Regex.Count(html.ToHtml(), "</script>"));
    }

    [Fact]
    public void Columns_without_numbers_are_not_there()
    {
        var html = Page(Row("a"), Row("b")).ToHtml();
        Assert.DoesNotContain("Measured", Head().Match(html).Value);
        Assert.DoesNotContain("int8", Head().Match(html).Value);

        var measured = Page(Row("a"), Row("b") with { Integers = Cost with { MeasuredMicroseconds = 12.34, PredictedMicroseconds = 5 } });
        Assert.Matches("int8.*Measured<span class=\"unit\">µs</span>.*Predicted", Head().Match(measured.ToHtml()).Value.ReplaceLineEndings(""));
        Assert.Contains(">12.3</td>", measured.ToHtml());
        var values = Data(measured).GetProperty("rows")[0].GetProperty("values").EnumerateArray().ToArray();
        Assert.Equal(JsonValueKind.Null, values[^1].ValueKind); // of the other operator nothing is known
    }

    [Fact]
    public void A_block_has_the_sum_of_its_operators_and_the_most_of_its_memory()
    {
        var html = Page(Row("s.b.x"), Row("s.b.y") with { Single = Cost with { Live = 9000 } }, Row("s.b.z"), Row("end")).ToHtml();
        var block = Regex.Match(html, "<tr class=\"group\".*?</tr>|<tr [^>]*class=\"group\"[^>]*>.*?</tr>").Value;
        Assert.Contains("3 operators", block);
        Assert.Equal(["30", "300", "3.0", "6.0", "9.0", "9.0", "5.0"], Numbers().Matches(block).Select(match => match.Groups[1].Value).TakeLast(7));
        Assert.Contains("style=\"--share:75%\"", block);
    }

    [Theory]
    [InlineData("stage3.block2.expand.conv", "stage3/stage3.block2", "expand.conv")]
    [InlineData("stage3.block1.conv", "stage3", "block1.conv")]
    [InlineData("stem.conv", "", "stem.conv")]
    [InlineData("/features/features.1/conv/conv.0/Conv", "/features//features/features.1", "conv/conv.0/Conv")]
    [InlineData("", "", "")]
    [InlineData("/", "", "")]
    [InlineData("Conv_12", "", "Conv_12")]
    public void Names_tell_stages_and_blocks(string name, string groups, string label)
    {
        string[] names =
        [
            name, "stage3.block2.reduce.conv", "stage3.block2.reduce.act", "stage3.block2.expand.act", "stage3.end", "stem.act",
            "/features/features.1/conv/conv.0/Clip", "/features/features.1/conv/conv.1/Conv", "/features/features.2/Conv",
        ];
        var inside = OperatorGroups.Of(names)[0];
        Assert.Equal(groups, string.Join('/', inside));
        Assert.Equal(label, OperatorGroups.Within(name, inside is [.., var innermost] ? innermost : null));
    }

    [Fact]
    public void Too_many_operators_are_refused()
    {
        NetworkPage.RequireFitting("net", 10_000);
        Assert.Contains("has 10,001 operators, more than the 10,000", Assert.Throws<WorkbenchException>(() => NetworkPage.RequireFitting("net", 10_001)).Message);
        Assert.Contains("no operators", Assert.Throws<WorkbenchException>(() => NetworkPage.RequireFitting("net", 0)).Message);
    }

    private static OperatorRow Row(string name) => new(name, "pointwise 1×1", "8×4²", [-1], 10, 100, Cost);

    private static NetworkPage Page(params OperatorRow[] rows) =>
        new("net", "It costs something.", ["images 3×4²"], rows, [new PrecisionTotals("float32", 1, 2, 3, 4, rows[0].Name, 0)], ["A note."]);

    private static JsonElement Data(NetworkPage page) => JsonDocument.Parse(Json().Match(page.ToHtml()).Groups[1].Value).RootElement;

    [GeneratedRegex("<table id=\"operators\">.*?</thead>", RegexOptions.Singleline)]
    private static partial Regex Head();

    [GeneratedRegex("<td[^>]*>([^<]*)</td>")]
    private static partial Regex Numbers();

    [GeneratedRegex("id=\"network\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Json();
}
