using System.Globalization;
using Sandglass;
using Sandglass.Display;
using Sandglass.Paper;
using Sandglass.Runtime;
using Sandglass.Statistics;
using Sandglass.Studies;
using Workbench.Reports;

namespace Workbench.Studies;

/// <summary>How far the verdicts of a recorded study can be trusted: power and error rates at its seeds, by simulation.</summary>
internal static class StudyPower
{
    /// <param name="name">The study.</param>
    /// <param name="seeds">Seeds to simulate; null takes those of the record.</param>
    /// <param name="spread">Standard deviation of paired differences to simulate, points; null takes that of the record.</param>
    /// <param name="output">Where it is written.</param>
    public static int Write(string name, int? seeds, double? spread, TextWriter output)
    {
        var record = StudyStatus.Recorded(name).WithoutImages;
        var families = ComparisonOutcome.Of(record).GroupBy(outcome => outcome.Planned.IsPrimary)
            .ToDictionary(family => family.Key, family => Simulated([.. family], seeds, spread));
        Families(name, families).Write(output);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            Simulated with normal differences of this spread ({(spread is null ? "root mean square over the comparisons, points" : "as stated, points")}).
            Margin found: comparisons called ahead where the first is better by exactly the margin of {100 * record.Protocol.Margin:0.0} points. Equal found: called equal within the margin where both are equal.
            False difference, false equality: families with any such verdict where all arms are equal, or all differ by one margin.
            """));
        if (Sentences(record, families, seeds, spread).ToArray() is { Length: > 0 } sentences)
        {
            output.WriteLine();
            Table.Of(
                ["Sentence", "#True\ndifference", "#Ahead", "#Behind", "#Equal", "#Undecided", "#Supported", "#Contra-\ndicted", "#Sentence\nundecided"], sentences).Write(output);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
                Sentences of 'workbench claims' about this study: rates of the verdicts on the comparison and on the sentence, if all comparisons of the family have this true difference (points; percent of an arm's mean where the column is one).
                It is none, and the published effect carried over to our accuracy on the logit scale; if none is published, one margin in the direction of the sentence, or against one that says "not less".
                {ComparisonFamily.Simulated:n0} simulated comparisons a row: the standard error of a rate is at most {100 * ComparisonFamily.Error:0.0} points.
                """));
        }

        return 0;
    }

    /// <summary>What is simulated for comparisons that are corrected together.</summary>
    /// <param name="family">The comparisons.</param>
    /// <param name="seeds">Seeds; null: the fewest that are recorded.</param>
    /// <param name="spread">Standard deviation of paired differences, points; null: the root mean square of the recorded ones.</param>
    internal static ComparisonFamily Simulated(IReadOnlyList<ComparisonOutcome> family, int? seeds, double? spread) => new(
        seeds ?? family.Min(outcome => outcome.Test.Pairs),
        spread / 100 ?? Math.Sqrt(family.Average(outcome => outcome.Test.Spread * outcome.Test.Spread)),
        family[0].Test.Margin,
        family[0].Comparisons);

    private static Table Families(string name, Dictionary<bool, ComparisonFamily> families) => Table.Of(
        ["Family", "#Comparisons", "#Seeds", "#Spread", "#Margin found", "#Equal found", "#False difference", "#False equality"],
        from family in families
        let of = family.Value
        let power = VerdictPower.Of(of, new RandomStreams(0).Open($"power/{name}"))
        select (string[])
        [
            family.Key ? "primary" : "other",
            CellText.Whole(of.Tests),
            CellText.Whole(of.Seeds),
            Wording.Points(of.Spread),
            Percent(power.FoundMargin),
            Percent(power.FoundEquivalent),
            Percent(power.FalseDifference),
            Percent(power.FalseEquivalence),
        ]);

    private static IEnumerable<string[]> Sentences(StudyRecord record, Dictionary<bool, ComparisonFamily> families, int? seeds, double? spread)
    {
        var simulated = new Dictionary<(ComparisonFamily, double), IReadOnlyList<JudgedTest>>(); // sentences share the case without an effect
        foreach (var sentence in ClaimLedger.Load().Claims.SelectMany(claim => claim.Proxies).OfType<StudyMeasurement>().Where(sentence => sentence.Study == record.Protocol.Name).Distinct())
        {
            var found = new RecordedOutcomes(_ => record).Difference(sentence.Study, sentence.Of, sentence.First, sentence.Second)!;
            var family = found.Column.IsOutcome && families.TryGetValue(found.Planned.IsPrimary, out var planned) ? planned : Simulated([found], seeds, spread);
            var published = sentence.Published?.At(found.Reference);
            foreach (var difference in (double[])[0, published ?? (sentence.Relation == ProxyRelation.More ? family.Margin : -family.Margin)])
            {
                if (!simulated.TryGetValue((family, difference), out var tests))
                {
                    var stream = string.Create(CultureInfo.InvariantCulture, $"power/{sentence.Study}/{family.Tests}/{difference:R}");
                    simulated[(family, difference)] = tests = family.Simulate(difference, new RandomStreams(0).Open(stream));
                }

                var power = ProxyPower.Of(sentence.Relation, published, family.Margin, tests);
                yield return
                [
                    difference == 0 ? sentence.Words : "",
                    found.Column.Signed(difference),
                    .. new[] { Verdict.Ahead, Verdict.Behind, Verdict.Equivalent, Verdict.Undecided }.Select(verdict => Percent(power.Rate(verdict))),
                    .. new[] { ProxyVerdict.Supported, ProxyVerdict.Contradicted, ProxyVerdict.Undecided }.Select(verdict => Percent(power.Rate(verdict))),
                ];
            }
        }
    }

    private static string Percent(double share) => share.ToString("0.0 %", CultureInfo.InvariantCulture);
}
