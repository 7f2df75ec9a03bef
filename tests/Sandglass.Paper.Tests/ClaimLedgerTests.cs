using System.Globalization;

namespace Sandglass.Paper.Tests;

public class ClaimLedgerTests
{
    private static readonly ClaimLedger Ledger = ClaimLedger.Load();
    private static readonly ClaimAnswers Answers = Ledger.Answer(new RecordedOutcomes(_ => null));

    [Fact]
    public void Every_claim_has_a_verdict_or_a_stated_reason() => Assert.All(Answers.Rows, answer =>
    {
        Assert.True(answer.Verdict != ClaimVerdict.NotTestable || answer.Claim.Reason.Length > 0, answer.Claim.Id);
        Assert.NotEqual("", answer.Why);
        Assert.True(answer.Proxy is null || answer.Proxy.Why.Length > 0, answer.Claim.Id);
    });

    [Fact]
    public void What_arithmetic_decides_is_decided_as_known()
    {
        ClaimVerdict Of(string id) => Answers[id].Verdict;

        Assert.Equal(ClaimVerdict.DoesNotHold, Of("widths.mobilenext-1.0.multiply-adds")); // 300M
        Assert.Equal(ClaimVerdict.DoesNotHold, Of("figure-1.mobilenetv2-1.4.multiply-adds")); // 690M
        Assert.Equal(ClaimVerdict.DoesNotHold, Of("figure-1.mobilenext-1.0.parameters")); // 3.4M
        Assert.Equal(ClaimVerdict.DoesNotHold, Of("figure-1.mobilenetv2-0.75.multiply-adds")); // 150M
        Assert.Equal(ClaimVerdict.DoesNotHold, Of("figure-1.mobilenetv2-0.5.parameters")); // 1.7M
        Assert.Equal(ClaimVerdict.Holds, Of("widths.mobilenext-1.0.parameters")); // 3.5M
        Assert.Equal(ClaimVerdict.Holds, Of("figure-1.mobilenetv2-1.0.multiply-adds")); // 300M
        Assert.Equal(ClaimVerdict.NotTestable, Of("widths.mobilenext-1.0.top-1"));
    }

    [Theory]
    [InlineData("582M", ClaimVerdict.Holds)]
    [InlineData("580M", ClaimVerdict.Holds)]
    [InlineData("582.19M", ClaimVerdict.Holds)] // the next digit cut off
    [InlineData("581M", ClaimVerdict.DoesNotHold)]
    [InlineData("590M", ClaimVerdict.DoesNotHold)]
    public void Another_printed_number_has_another_verdict(string printed, ClaimVerdict expected)
    {
        var changed = Ledger["figure-1.mobilenetv2-1.4.multiply-adds"] with { Published = printed };
        Assert.Equal(expected, (Ledger with { Claims = [changed] }).Answer().Rows.Single().Verdict);
    }

    [Fact]
    public void A_changed_record_changes_the_verdict_of_a_claim()
    {
        var claim = Ledger["abstract.gain"] with { Proxies = [SampleStudy.Ahead] };
        var ledger = Ledger with { Claims = [claim] };

        Assert.Equal("supported", ledger.Answer(SampleStudy.Differing(2.0, 2.1, 1.9))["abstract.gain"].ProxyWords);
        Assert.Equal("contradicted", ledger.Answer(SampleStudy.Differing(-2.0, -2.1, -1.9))["abstract.gain"].ProxyWords);
        Assert.Equal("not testable here", ledger.Answer(SampleStudy.Differing(2.0, 2.1, 1.9))["abstract.gain"].VerdictWords);
    }

    [Fact]
    public void What_no_source_confirms_is_never_printed_nor_judged()
    {
        var unverified = Answers.Rows.Where(answer => answer.Claim.Mark == EvidenceMark.Unverified).ToArray();
        Assert.NotEmpty(unverified);
        Assert.All(unverified, answer =>
        {
            Assert.Equal((Claim.Recollection, ClaimVerdict.NotTestable, ""), (answer.Claim.Printed, answer.Verdict, answer.Ours));
            var shown = string.Join(' ', answer.Claim.Statement, answer.Claim.Found, answer.Why, answer.Claim.ProxyStatement).Split(' ');
            Assert.DoesNotContain(answer.Claim.Published.Split(' ')[0], shown);
        });
    }

    [Fact]
    public void Every_published_count_is_a_claim_with_the_same_number_and_mark()
    {
        var claims = Ledger.Claims.Where(claim => claim.Measurement is CountMeasurement)
            .Select(claim => (((CountMeasurement)claim.Measurement!).Of, ((CountMeasurement)claim.Measurement!).Quantity, claim.Place, claim.Published, claim.Mark))
            .ToHashSet();
        Assert.All(PublishedCounts.Confirmed, figure =>
        {
            var network = new CountedNetwork(figure.Network, figure.Width);
            Assert.True(figure.Parameters is not { } p || claims.Contains((network, CountQuantity.Parameters, figure.Source, p.ToString(), figure.Mark)), $"{figure}");
            Assert.True(figure.MultiplyAdds is not { } m || claims.Contains((network, CountQuantity.MultiplyAdds, figure.Source, m.ToString(), figure.Mark)), $"{figure}");
        });
    }

    [Fact]
    public void Every_measured_study_plans_the_comparison()
    {
        var asked = Ledger.Claims.SelectMany(claim => claim.Proxies).OfType<StudyMeasurement>()
            .Where(measurement => !measurement.Of.IsColumn && StudyCatalogue.WaitsFor(measurement.Study) is null).GroupBy(measurement => measurement.Study);
        Assert.All(asked, study =>
        {
            var planned = StudyCatalogue.Named(study.Key).Comparisons.ToHashSet();
            Assert.All(study, m => Assert.True(
                planned.Any(p => p.Group == m.Of.Name && ((p.First, p.Second) == (m.First, m.Second) || (p.First, p.Second) == (m.Second, m.First))), $"{m}"));
        });
    }

    [Fact]
    public void Every_published_gain_lies_between_two_numbers_of_the_papers_tables()
    {
        double[] printed =
        [
            .. new[] { ("figure-1.csv", "top1_percent"), ("widths.csv", "top1_percent"), ("variants.csv", "top1_percent"), ("identity-multiplier.csv", "top1_percent"), ("voc.csv", "map_percent") }
                .SelectMany(table => PaperTable.Load(table.Item1).Rows.Select(row => row.Text(table.Item2))).Where(text => text.Length > 0)
                .Select(text => double.Parse(text, CultureInfo.InvariantCulture) / 100),
        ];
        var gains = Ledger.Claims.SelectMany(claim => claim.Proxies).OfType<StudyMeasurement>().Where(sentence => sentence.Published?.From is not null).ToArray();

        Assert.NotEmpty(gains);
        Assert.All(gains, sentence =>
        {
            var (gain, from) = (sentence.Published!.Gain, sentence.Published.From!.Value);
            Assert.Contains(printed, number => Math.Abs(number - from) < 1e-9);
            Assert.Contains(printed, number => Math.Abs(number - from - gain) < 0.0005); // the text rounds
        });
    }

    [Theory]
    [InlineData("study variants 0.4x (d) > (a) by 5.1", "by 1.7 from 72.3")]
    [InlineData("study variants 0.4x (d) > (a) by 5.1 from 99", "by 1.7 from 72.3")]
    [InlineData("values search parameters/original original > with-sandglass by 25 from 70", "by 25")]
    [InlineData("values search parameters/original with-sandglass > original by 25", "a share of the first")]
    public void A_gain_says_where_it_begins(string measurement, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => MeasurementText.Proxies(measurement)).Message);

    [Fact]
    public void The_summary_adds_up()
    {
        var summary = Answers.Summary();
        var counts = summary.Columns.Skip(2).Take(3).Sum(column => Convert.ToInt32(column[summary.Rows.Count - 1], CultureInfo.InvariantCulture));
        Assert.Equal(Ledger.Claims.Count, counts);
        Assert.StartsWith($"Of {Ledger.Claims.Count} numbers and sentences ", Answers.InWords());
    }
}
