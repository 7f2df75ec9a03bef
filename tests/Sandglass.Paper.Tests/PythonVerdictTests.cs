using System.Diagnostics;
using System.Text.Json;
using Sandglass.Data;
using Sandglass.Statistics;
using Sandglass.Studies;
using Workbench.Tests;

namespace Sandglass.Paper.Tests;

/// <summary>Every outcome of the recorded studies, computed again from their raw tables by scipy.</summary>
public class PythonVerdictTests
{
    [DeepFact]
    public async Task Scipy_comes_to_the_same_outcomes_and_sentences()
    {
        var lines = await ScipyAsync();
        var outcomes = Read<Outcome>(lines, "\"study\"");
        var sentences = Read<Sentence>(lines, "\"claim\"");
        var recorded = RecordedStudy.Names().Select(Study.Load).ToArray();

        Assert.Equal(recorded.Sum(record => record.Protocol.Comparisons.Count), outcomes.Length);
        foreach (var record in recorded)
        {
            var ours = Robustness.Of(record);
            Assert.All(outcomes.Where(outcome => outcome.Study == record.Protocol.Name), expected => Same(
                expected, ours.Single(found => (found.Outcome.Planned.Group, found.Outcome.Planned.First, found.Outcome.Planned.Second) == (expected.Group, expected.First, expected.Second))));
        }

        var (ledger, records) = (ClaimLedger.Load(), RecordedOutcomes.Load());
        Assert.Equal(ledger.Claims.Sum(claim => claim.Proxies.Count), sentences.Length);
        Assert.All(sentences, expected => Same(expected, ledger[expected.Claim].Proxies[expected.Place], records));
    }

    private static void Same(Outcome expected, Robustness robust)
    {
        var found = robust.Outcome;
        double[] least = [robust.WithoutASeed.Min(other => other.Test.Difference.Mean), robust.WithoutASeed.Max(other => other.Test.Difference.Mean)];
        Assert.Equal([expected.Least, expected.Most], least, (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(expected.Same, robust.SameVerdicts);
        Assert.Equal((expected.PermutationP, expected.Found, expected.FoundInFamily), (robust.Permuted.P, robust.Permuted.Found, robust.Permuted.FoundInFamily));
        Assert.Equal((expected.Pairs, expected.Verdict), (found.Test.Pairs, found.Verdict));
        double[] theirs = [expected.Reference, expected.Mean, expected.Low, expected.High, expected.CorrectedLow, expected.CorrectedHigh, expected.DifferenceP, expected.EquivalenceP];
        double[] ours = [found.Reference, found.Test.Difference.Mean, found.Test.Difference.Low, found.Test.Difference.High, found.Corrected.Low, found.Corrected.High, found.DifferenceP, found.EquivalenceP];
        Assert.Equal(theirs, ours, (a, b) => Math.Abs(a - b) < 1e-7);
    }

    private static void Same(Sentence expected, ProxyMeasurement sentence, RecordedOutcomes records)
    {
        var answer = sentence.Ask(records);
        Assert.Equal((expected.Claim, expected.Verdict, expected.Smaller), (expected.Claim, answer.Verdict, answer.IsSmallerThanPublished));
        if (sentence is StudyMeasurement study && records.Difference(study.Study, study.Of, study.First, study.Second) is { } found)
        {
            Assert.Equal(expected.Published ?? double.NaN, study.Published?.At(found.Reference) ?? double.NaN, 1e-9);
            var borders = study.Ranges(found).Skip(1).ToArray();
            Assert.Equal(expected.Borders.Select(border => border.Verdict), borders.Select(range => range.Verdict));
            Assert.Equal(expected.Borders.Select(border => border.At), borders.Select(range => range.From), (a, b) => Math.Abs(a - b) < 1e-7);
        }
    }

    private static T[] Read<T>(string[] lines, string key) => [.. lines.Where(line => line.StartsWith("{" + key, StringComparison.Ordinal)).Select(line => JsonSerializer.Deserialize<T>(line, Json)!)];

    private static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() } };

    private static async Task<string[]> ScipyAsync()
    {
        var stop = TestContext.Current.CancellationToken;
        var script = Path.Combine(AppContext.BaseDirectory, "parity", "verdicts_of_studies.py");
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", [script, DataDirectory.Find()]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (python.StandardOutput.ReadToEndAsync(stop), python.StandardError.ReadToEndAsync(stop));
        await python.WaitForExitAsync(stop);
        Assert.True(python.ExitCode == 0, await errors);
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private sealed record Outcome(
        string Study, string Group, string First, string Second, int Pairs, double Reference, double Mean, double Low, double High,
        double CorrectedLow, double CorrectedHigh, double DifferenceP, double EquivalenceP, Verdict Verdict,
        double Least, double Most, int Same, double PermutationP, double Found, double FoundInFamily);

    private sealed record Sentence(string Claim, int Place, ProxyVerdict Verdict, bool Smaller, double? Published, Border[] Borders);

    private sealed record Border(double At, ProxyVerdict Verdict);
}
