using System.Text.Json;
using Sandglass.Paper;
using Sandglass.Studies;
using Workbench.Reports;

namespace Workbench.Tests.Claims;

public class ClaimsCommandTests
{
    private const string Misquoted = "figure-1.mobilenetv2-1.4.multiply-adds";

    [Fact]
    public async Task The_table_has_a_row_a_claim_with_its_verdict()
    {
        var (code, output, error) = await RunAsync();
        Assert.Equal((0, ""), (code, error));
        var lines = output.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToArray();
        var rows = lines[lines.IndexOf("Claim Printed Ours Verdict Proxy")..];
        var (whole, folded) = (ClaimLedger.Load().Claims.Where(claim => claim.Id.Length <= 43), ClaimLedger.Load().Claims.Where(claim => claim.Id.Length > 43));
        Assert.All(whole, claim => Assert.Single(rows, line => $"{line} ".StartsWith(claim.Id + ' ', StringComparison.Ordinal)));
        Assert.All(folded, claim => Assert.Contains(rows, line => line.StartsWith(claim.Id[..30], StringComparison.Ordinal)));
        Assert.Contains($"{Misquoted} 690M 582.20M does not hold", lines);
        Assert.Contains("widths.mobilenext-1.0.top-1 74.02 % not testable", lines);
        Assert.Contains("never settles the paper's claim", output);
    }

    [Fact]
    public async Task A_summary_stands_first_and_every_line_fits()
    {
        var lines = (await RunAsync()).Output.Split('\n');
        var summary = string.Join(' ', lines.TakeWhile(line => line.Length > 0));
        Assert.Equal(ClaimLedger.Load().Answer().InWords(), summary);
        Assert.All(lines, line => Assert.InRange(line.TrimEnd().Length, 0, TerminalWidth.Usual));
    }

    [Fact]
    public void A_narrow_terminal_gets_narrow_lines_and_loses_nothing()
    {
        var answers = ClaimLedger.Load().Answer();
        using var output = new StringWriter { NewLine = "\n" };
        ClaimTable.Write(output, answers, 80);
        var text = output.ToString();
        Assert.All(text.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 80));
        Assert.Contains("multiply-adds", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Detection", "voc.")]
    [InlineData("mobilenext-1.0-dagger", "comparison.mobilenext-1.0-dagger.")]
    public async Task A_topic_or_a_word_shows_its_claims_alone(string topic, string beginning)
    {
        var (code, output, _) = await RunAsync(topic);
        var shown = ClaimLedger.Load().Claims.Where(claim => output.Contains(claim.Id, StringComparison.Ordinal)).ToArray();
        Assert.Equal(0, code);
        Assert.NotEmpty(shown);
        Assert.All(shown, claim => Assert.StartsWith(beginning, claim.Id, StringComparison.Ordinal));
        Assert.StartsWith($"Of {shown.Length} numbers and sentences ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_claim_is_told_in_full()
    {
        var (code, output, _) = await RunAsync(Misquoted);
        Assert.Equal(0, code);
        Assert.Contains("Verdict          does not hold\n", output);
        output = output.Replace("\n                 ", " ", StringComparison.Ordinal);
        Assert.Contains("Because          mobilenetv2 1.4 has 582,195,824 multiply-adds: −15.6 % against 690M", output);
        Assert.Contains("Source           PSP: ", output);
        Assert.Contains("notebooks/02-counting.ipynb, published", output);
    }

    [Fact]
    public async Task What_would_change_has_a_row_a_sentence_and_fits()
    {
        var (code, output, error) = await RunAsync("--what-would-change");
        Assert.Equal((0, ""), (code, error));
        Assert.All(output.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, TerminalWidth.Usual));
        var table = ChangeTable.Of(ClaimLedger.Load(), RecordedOutcomes.Load());
        Assert.Equal(ClaimLedger.Load().Claims.SelectMany(claim => claim.Proxies.Select(_ => claim.Id)), table.Rows.Select(row => row[0]));
        var row = table.Rows.Single(row => row[0] == "variants.d-above-c");
        Assert.Equal(["variants.d-above-c", "variants: (d) > (c) at 0.4x"], row.Take(2));
        Assert.Equal($"{RecordedStudy.Find("variants")!.Protocol.Seeds.Count}", row[4]);
        output = (await RunAsync("variants.d-above-c")).Output.Replace("\n                 ", " ", StringComparison.Ordinal);
        Assert.Contains($"Would be         {row[5]} (variants: (d) > (c) at 0.4x)\n", output, StringComparison.Ordinal);
        output = (await RunAsync("voc.vgg.map", "--what-would-change")).Error;
        Assert.StartsWith("error: no sentence about our own runs stands beside these claims", output, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("--json", "--what-would-change")).Code);
    }

    [Fact]
    public async Task Json_has_every_claim_and_no_recollection_as_a_value()
    {
        var (code, output, _) = await RunAsync("--json");
        Assert.Equal(0, code);
        var claims = JsonSerializer.Deserialize<JsonElement>(output).EnumerateArray().ToDictionary(claim => claim.GetProperty("id").GetString()!);
        Assert.Equal(ClaimLedger.Load().Claims.Select(claim => claim.Id), claims.Keys);
        Assert.Equal("690M", claims[Misquoted].GetProperty("printed").GetString());
        Assert.All(
            ClaimLedger.Load().Claims.Where(claim => claim.Mark == EvidenceMark.Unverified),
            claim => Assert.Equal(JsonValueKind.Null, claims[claim.Id].GetProperty("printed").ValueKind));
    }

    [Fact]
    public async Task Recollections_are_named_and_their_values_withheld()
    {
        var claim = ClaimLedger.Load()["quantization.mobilenext-8-bit.top-1"];
        var (code, output, _) = await RunAsync(claim.Id);
        Assert.Equal(0, code);
        Assert.Contains("Printed          recollection, no source\n", output);
        Assert.DoesNotContain(claim.Published.Split(' ')[0], output);
    }

    [Fact]
    public async Task An_unknown_claim_is_misuse() =>
        Assert.Equal((2, "", "error: no claim has this id, topic or word: 'moon'; 'workbench claims' lists all (see workbench claims --help)\n"), await RunAsync("moon"));

    private static Task<(int Code, string Output, string Error)> RunAsync(params string[] args) =>
        InProcess.RunAsync(["claims", .. args]);
}
