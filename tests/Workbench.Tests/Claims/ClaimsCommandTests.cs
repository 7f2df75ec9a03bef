using System.CommandLine;
using System.Text.Json;
using Sandglass.Paper;
using Workbench.Commands;

namespace Workbench.Tests.Claims;

public class ClaimsCommandTests
{
    private const string Misquoted = "figure-1.mobilenetv2-1.4.multiply-adds";

    [Fact]
    public async Task The_table_has_a_row_a_claim_with_verdict_and_cell()
    {
        var (code, output, error) = await RunAsync();
        Assert.Equal((0, ""), (code, error));
        var lines = output.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToArray();
        Assert.All(ClaimLedger.Load().Claims, claim => Assert.Single(lines, line => line.StartsWith(claim.Id + ' ', StringComparison.Ordinal)));
        Assert.Contains($"{Misquoted} 690M verified 582.20M does not hold 02-counting#published", lines);
        Assert.Contains("widths.mobilenext-1.0.top-1 74.02 % verified not testable here 07-claims#figure-1", lines);
        Assert.Contains("never settles the paper's claim", output);
    }

    [Fact]
    public async Task One_claim_is_told_in_full()
    {
        var (code, output, _) = await RunAsync(Misquoted);
        Assert.Equal(0, code);
        Assert.Contains("Verdict          does not hold\n", output);
        Assert.Contains("Because          mobilenetv2 1.4 has 582,195,824 multiply-adds: −15.6 % against 690M", output);
        Assert.Contains("Source           PSP: ", output);
        Assert.Contains("notebooks/02-counting.ipynb, published", output);
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
        Assert.Equal((2, "", "error: there is no claim 'moon'; 'workbench claims' lists all (see workbench claims --help)\n"), await RunAsync("moon"));

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(new RootCommand { ClaimsCommand.Create() }, ["claims", .. args], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
