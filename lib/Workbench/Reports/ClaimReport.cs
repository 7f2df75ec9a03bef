using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sandglass.Paper;

namespace Workbench.Reports;

/// <summary>A claim as <c>claims --json</c> prints it. What no source confirms has no printed value.</summary>
internal sealed record ClaimReport(
    string Id,
    string Topic,
    string Place,
    string Statement,
    string? Printed,
    string Known,
    string Source,
    string Found,
    string Ours,
    string Verdict,
    string Why,
    string ProxyStatement,
    string? ProxyVerdict,
    string? ProxyOurs,
    string? ProxyWhy,
    int? SeedsToDecide,
    string? Cell)
{
    // Signs and dashes as they are, not as escapes: it is read in a terminal, never within a page.
    private static readonly ClaimReportJson Json = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    internal static void Write(TextWriter output, ClaimAnswers answers) =>
        output.WriteLine(JsonSerializer.Serialize([.. answers.Rows.Select(Of)], Json.ClaimReportArray));

    private static ClaimReport Of(ClaimAnswer answer) => new(
        answer.Claim.Id,
        answer.Claim.Topic,
        answer.Claim.Place,
        answer.Claim.Statement,
        answer.Claim.Printed is Claim.Recollection or "" ? null : answer.Claim.Printed,
        answer.Claim.Known,
        answer.Claim.Source,
        answer.Claim.Found,
        answer.Ours,
        answer.VerdictWords,
        answer.Why,
        answer.Claim.ProxyStatement,
        answer.Proxy is null ? null : answer.ProxyWords,
        answer.Proxy?.Ours,
        answer.Proxy?.Why,
        answer.Proxy?.SeedsToDecide,
        answer.Claim.Cell?.ToString());
}

[JsonSerializable(typeof(ClaimReport[]))]
internal sealed partial class ClaimReportJson : JsonSerializerContext;
