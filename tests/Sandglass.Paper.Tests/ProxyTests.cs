using CsCheck;
using Sandglass.Statistics;
using Sandglass.Studies;

namespace Sandglass.Paper.Tests;

public class ProxyTests
{
    // The published effect is +0.8 points here, the margin 1 point.
    [Theory]
    [InlineData(ProxyRelation.More, 0.1, 0.9, 0.8, ProxyVerdict.Supported)]
    [InlineData(ProxyRelation.More, 0.1, 0.7, 0.8, ProxyVerdict.Supported)] // and smaller than published
    [InlineData(ProxyRelation.More, 0.9, 1.5, 0.8, ProxyVerdict.Supported)]
    [InlineData(ProxyRelation.More, -0.1, 0.7, 0.8, ProxyVerdict.Contradicted)]
    [InlineData(ProxyRelation.More, -0.9, -0.1, 0.8, ProxyVerdict.Contradicted)]
    [InlineData(ProxyRelation.More, -0.1, 0.9, 0.8, ProxyVerdict.Undecided)]
    [InlineData(ProxyRelation.More, 0.1, 0.7, null, ProxyVerdict.Supported)]
    [InlineData(ProxyRelation.More, -0.1, 0.1, null, ProxyVerdict.Undecided)]
    [InlineData(ProxyRelation.More, -0.9, -0.1, null, ProxyVerdict.Contradicted)]
    [InlineData(ProxyRelation.NotLess, 0.1, 0.7, null, ProxyVerdict.Supported)]
    [InlineData(ProxyRelation.NotLess, -0.9, 2.0, null, ProxyVerdict.Supported)]
    [InlineData(ProxyRelation.NotLess, -0.9, -0.1, null, ProxyVerdict.Contradicted)] // however small
    [InlineData(ProxyRelation.NotLess, -1.1, 0.1, null, ProxyVerdict.Undecided)]
    [InlineData(ProxyRelation.More, double.NaN, double.NaN, 0.8, ProxyVerdict.Undecided)]
    [InlineData(ProxyRelation.NotLess, double.NaN, double.NaN, null, ProxyVerdict.Undecided)]
    public void The_rule_is_the_stated_one(object relation, double low, double high, double? published, ProxyVerdict expected) =>
        Assert.Equal(expected, ProxyRule.Of((ProxyRelation)relation, new Interval((low + high) / 2, low, high), Verdict.Undecided, margin: 1, published));

    // The equivalence test is one-sided and so a little stronger than the interval: what is called equal is not less.
    [Fact]
    public void What_is_equal_within_the_margin_is_not_less() =>
        Assert.Equal(ProxyVerdict.Supported, ProxyRule.Of(ProxyRelation.NotLess, new Interval(-0.45, -1.02, 0.12), Verdict.Equivalent, margin: 1, null));

    [Fact]
    public void A_wider_interval_decides_nothing_that_was_undecided() =>
        Gen.Double[-2, 2].Select(Gen.Double[0, 2], Gen.Double[1, 4], Gen.Double[0.1, 2]).Sample((mean, half, wider, published) =>
        {
            (ProxyRelation, double?)[] sentences = [(ProxyRelation.More, published), (ProxyRelation.More, null), (ProxyRelation.NotLess, null)];
            return sentences.All(sentence => Of(sentence, Around(mean, half)) != ProxyVerdict.Undecided || Of(sentence, Around(mean, wider * half)) == ProxyVerdict.Undecided);
        });

    [Fact]
    public void Exchanging_the_arms_of_a_sentence_without_a_size_exchanges_its_verdicts() => Gen.Double[-2, 2].Select(Gen.Double[0, 2]).Sample((mean, half) =>
    {
        var (here, turned) = (Of((ProxyRelation.More, null), Around(mean, half)), Of((ProxyRelation.More, null), Around(-mean, half)));
        return (here == ProxyVerdict.Supported) == (turned == ProxyVerdict.Contradicted) && (here == ProxyVerdict.Undecided) == (turned == ProxyVerdict.Undecided);
    });

    // ln(0.74 / 0.26) − ln(0.723 / 0.277) = 0.086577; at 0.8907 that is 0.898848, at 0.8 0.813493.
    [Theory]
    [InlineData(0.723, 0.017)]
    [InlineData(0.8, 0.0134934)]
    [InlineData(0.8907, 0.0081479)]
    public void A_gain_is_carried_over_as_a_shift_in_logits(double reference, double expected) =>
        Assert.Equal(expected, new PublishedGain(0.017, 0.723).At(reference), 1e-7);

    [Fact]
    public void A_quarter_saved_is_a_ratio_of_four_to_three_wherever_it_begins() => Assert.Equal(Math.Log(4.0 / 3), PublishedGain.Saved(0.25).At(1.3), 1e-12);

    // Ratios of 4/3 twice over: 25 % is saved. With a spread, the bounds are those of the logarithms, carried over.
    [Fact]
    public void A_saving_is_a_ratio_in_percent_of_the_first_arm()
    {
        var asked = (StudyMeasurement)MeasurementText.Proxies("values search parameters/original original > with-sandglass by 25").Single();
        ProxyAnswer Asked(double[] original, double[] found) => asked.Ask(new RecordedOutcomes(_ => SampleStudy.Column("parameters", [], ("original", original), ("with-sandglass", found))));

        var exact = Asked([4000, 400, 4004], [3000, 300, 3000]);
        Assert.Equal((ProxyVerdict.Supported, "search, parameters/original: +25.02 % (+24.92 to +25.13, 3 seeds)"), (exact.Verdict, exact.Ours));
        Assert.Contains("the published effect is +25.00 here", exact.Why);
        var around = Asked([200, 100, 100], [100, 200, 100]); // logarithms of ±0.693 and 0: a half saved, as often as the double spent
        Assert.Equal((ProxyVerdict.Undecided, "search, parameters/original: 0.00 % (−459.50 to +82.13, 3 seeds)"), (around.Verdict, around.Ours));
    }

    [Fact]
    public void Recorded_numbers_decide_and_others_decide_otherwise()
    {
        ProxyVerdict Asked(params double[] points) => SampleStudy.Ahead.Ask(SampleStudy.Differing(points)).Verdict;

        Assert.Equal(ProxyVerdict.Supported, Asked(1.9, 2.0, 2.1, 2.0, 2.1));
        Assert.Equal(ProxyVerdict.Contradicted, Asked(-1.9, -2.0, -2.1, -2.0, -2.1));
        Assert.Equal(ProxyVerdict.Contradicted, Asked(-0.1, 0.0, 0.1, 0.0, 0.1));
        Assert.Equal(ProxyVerdict.Undecided, Asked(-2, 3, -1, 2, 1));
        Assert.Equal(ProxyVerdict.Undecided, Asked(-0.2, 1.4, 0.3, 1, 0.5)); // −0.17 to +1.37, and published is +1.35
    }

    [Fact]
    public void Support_by_less_than_the_published_effect_says_so()
    {
        Assert.False(SampleStudy.Ahead.Ask(SampleStudy.Differing(1.9, 2.0, 2.1, 2.0, 2.0)).IsSmallerThanPublished);
        var smaller = SampleStudy.Ahead.Ask(SampleStudy.Differing(0.4, 0.5, 0.6, 0.5, 0.5));
        Assert.Equal((ProxyVerdict.Supported, true), (smaller.Verdict, smaller.IsSmallerThanPublished));
        Assert.True(ProxyAnswer.All([smaller, smaller with { IsSmallerThanPublished = false }]).IsSmallerThanPublished);
        Assert.False(ProxyAnswer.All([smaller, smaller with { Verdict = ProxyVerdict.Undecided }]).IsSmallerThanPublished);
    }

    [Fact]
    public void The_answer_has_difference_interval_seeds_and_the_seeds_that_would_decide()
    {
        var clear = SampleStudy.Ahead.Ask(SampleStudy.Differing(1.9, 2.0, 2.1, 2.0, 2.0));
        Assert.Equal("blocks, 1x: +2.00 points (+1.91 to +2.09, 5 seeds)", clear.Ours);
        Assert.Null(clear.SeedsToDecide);
        Assert.Equal("blocks, sandglass − inverted at 1x: the first is ahead by 2.00 points, more than the margin; the corrected interval is +1.91 to +2.09, and the published effect is +1.35 here.", clear.Why);

        var open = SampleStudy.Ahead.Ask(SampleStudy.Differing(-2, 3, -1, 2, 1));
        Assert.InRange(open.SeedsToDecide!.Value, 6, 1000);
        Assert.Contains($"{open.SeedsToDecide} seeds would decide", open.Why);
        var withoutSize = (SampleStudy.Ahead with { Published = null }).Ask(SampleStudy.Differing(-2, 3, -1, 2, 1));
        Assert.True(withoutSize.SeedsToDecide > open.SeedsToDecide); // one margin is less than +1.35

        var equal = (SampleStudy.Ahead with { Published = null }).Ask(SampleStudy.Differing(-0.1, 0.0, 0.1, 0.0, 0.1));
        Assert.Equal((ProxyVerdict.Undecided, (int?)null), (equal.Verdict, equal.SeedsToDecide)); // two would do to show that they are equal
        Assert.DoesNotContain("would decide", equal.Why);
    }

    [Theory]
    [InlineData(new[] { -0.4, -0.5, -0.6, -0.5, -0.5 }, "the first is behind by 0.50 points, less than the margin; the corrected interval is −0.59 to −0.41, and the published effect is +1.35 here.")]
    [InlineData(new[] { -0.1, 0.0, 0.1, 0.0, 0.1 }, "the first is equal within the margin of 1.00 points; the corrected interval is −0.08 to +0.12, and the published effect is +1.35 here.")]
    public void The_reason_has_the_words_of_the_verdict(double[] points, string why) =>
        Assert.Equal($"blocks, sandglass − inverted at 1x: {why}", SampleStudy.Ahead.Ask(SampleStudy.Differing(points)).Why);

    [Fact]
    public void A_comparison_planned_the_other_way_round_is_turned()
    {
        var turned = SampleStudy.Ahead with { First = "inverted", Second = "sandglass" };
        var answer = turned.Ask(SampleStudy.Differing(1.9, 2.0, 2.1, 2.0, 2.0));

        Assert.Equal((ProxyVerdict.Contradicted, "blocks, 1x: −2.00 points (−2.09 to −1.91, 5 seeds)"), (answer.Verdict, answer.Ours));
    }

    [Fact]
    public void A_study_that_is_not_recorded_says_how_to_record_it()
    {
        var answer = (SampleStudy.Ahead with { Study = "variants" }).Ask(SampleStudy.Differing(1, 1));
        Assert.Equal((ProxyVerdict.NotRecorded, ""), (answer.Verdict, answer.Ours));
        Assert.Contains("workbench study run variants --record", answer.Why);
    }

    [Fact]
    public void A_comparison_that_was_not_planned_is_an_error_that_names_it()
    {
        var asked = SampleStudy.Ahead with { Second = "bottleneck" };
        var error = Assert.Throws<WorkbenchException>(() => asked.Ask(SampleStudy.Differing(1, 1)));
        Assert.Contains("'blocks' compares no sandglass with bottleneck at 1x", error.Message);
    }

    [Fact]
    public void A_sentence_with_several_measurements_needs_all_of_them()
    {
        static ProxyAnswer Answer(ProxyVerdict verdict) => new(verdict, "", "");
        ProxyVerdict All(params ProxyVerdict[] verdicts) => ProxyAnswer.All([.. verdicts.Select(Answer)]).Verdict;

        Assert.Equal(ProxyVerdict.Supported, All(ProxyVerdict.Supported, ProxyVerdict.Supported));
        Assert.Equal(ProxyVerdict.Undecided, All(ProxyVerdict.Supported, ProxyVerdict.Undecided));
        Assert.Equal(ProxyVerdict.NotRecorded, All(ProxyVerdict.Supported, ProxyVerdict.NotRecorded));
        Assert.Equal(ProxyVerdict.Contradicted, All(ProxyVerdict.NotRecorded, ProxyVerdict.Contradicted, ProxyVerdict.Supported));
    }

    [Fact]
    public void A_column_of_any_study_decides_and_another_number_decides_otherwise()
    {
        var asked = new StudyMeasurement("detection", new StudyPart("area", IsColumn: true), "sandglass", "inverted", ProxyRelation.More, new PublishedGain(0.009, 0.717));
        ProxyAnswer Asked(params double[] points) => asked.Ask(new RecordedOutcomes(study => study != "detection"
            ? null
            : SampleStudy.Column("area", [], ("sandglass", [.. points.Select(p => 0.5 + (p / 100))]), ("inverted", [.. points.Select(_ => 0.5)]))));

        Assert.Equal((ProxyVerdict.Supported, "detection, area: +2.00 points (+1.75 to +2.25, 3 seeds)"), (Asked(1.9, 2, 2.1).Verdict, Asked(1.9, 2, 2.1).Ours));
        Assert.Equal(ProxyVerdict.Contradicted, Asked(-1.9, -2, -2.1).Verdict);
        Assert.InRange(Asked(-2, 3, 1).SeedsToDecide!.Value, 4, 1000);
        Assert.Equal(ProxyVerdict.NotRecorded, (asked with { Study = "search" }).Ask(new RecordedOutcomes(_ => null)).Verdict);
        Assert.Throws<WorkbenchException>(() => (asked with { First = "classic" }).Ask(new RecordedOutcomes(_ => SampleStudy.Column("area", []))));
    }

    [Fact]
    public void A_column_is_corrected_over_the_planned_comparisons_of_its_kind()
    {
        (string, double[])[] arms = [("a", [2.0, 2.1, 2.3]), ("b", [1.987, 2.08, 2.273]), ("c", [2.0, 2.2, 2.0])];
        Verdict Of(string first, string second, params PlannedComparison[] comparisons) =>
            ComparisonOutcome.Of(SampleStudy.Column("area", comparisons, arms), "area", "", first, second)!.Verdict;
        Assert.Equal(Verdict.Ahead, Of("a", "b")); // t = 4.95 of two degrees of freedom, p = 0.038
        PlannedComparison[] planned = [new("a", "b", "", IsPrimary: true), new("a", "c", "", IsPrimary: true)];
        Assert.Equal(Verdict.Undecided, Of("a", "b", planned));
        Assert.Equal(Verdict.Undecided, Of("b", "a", planned));
        Assert.Equal(Verdict.Ahead, Of("a", "b", planned[0], planned[1] with { IsPrimary = false }));
        Assert.Equal(Verdict.Behind, Of("b", "a", planned[0], planned[1] with { IsPrimary = false }));
    }

    [Fact]
    public void A_column_that_the_study_was_not_planned_for_stands_alone()
    {
        (string, double[])[] arms = [("a", [2.0, 2.1, 2.3]), ("b", [1.987, 2.08, 2.273]), ("c", [2.0, 2.2, 2.0])];
        var record = SampleStudy.Column("eleven_point", [new("a", "b", "", IsPrimary: true), new("a", "c", "", IsPrimary: true)], arms);
        var other = record with { Protocol = record.Protocol with { Outcome = "area" } };
        Assert.Equal(Verdict.Undecided, ComparisonOutcome.Of(record, "eleven_point", "", "a", "b")!.Verdict);
        Assert.Equal(Verdict.Ahead, ComparisonOutcome.Of(other, "eleven_point", "", "a", "b")!.Verdict);
    }

    private static ProxyVerdict Of((ProxyRelation Relation, double? Published) sentence, Interval interval) =>
        ProxyRule.Of(sentence.Relation, interval, Verdict.Undecided, margin: 1, sentence.Published);

    private static Interval Around(double mean, double half) => new(mean, mean - half, mean + half);
}
