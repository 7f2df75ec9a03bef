using Sandglass.Statistics;
using Sandglass.Studies;

namespace Sandglass.Paper.Tests;

public class ProxyTests
{
    [Theory]
    [InlineData(ProxyRelation.More, Verdict.Ahead, 0.017, ProxyVerdict.Supported)]
    [InlineData(ProxyRelation.More, Verdict.Behind, 0.017, ProxyVerdict.Contradicted)]
    [InlineData(ProxyRelation.More, Verdict.Equivalent, 0.017, ProxyVerdict.Contradicted)]
    [InlineData(ProxyRelation.More, Verdict.Equivalent, 0.01, ProxyVerdict.Contradicted)]
    [InlineData(ProxyRelation.More, Verdict.Equivalent, 0.007, ProxyVerdict.Undecided)]
    [InlineData(ProxyRelation.More, Verdict.Equivalent, null, ProxyVerdict.Undecided)]
    [InlineData(ProxyRelation.More, Verdict.Undecided, 0.017, ProxyVerdict.Undecided)]
    [InlineData(ProxyRelation.NotLess, Verdict.Ahead, null, ProxyVerdict.Supported)]
    [InlineData(ProxyRelation.NotLess, Verdict.Equivalent, null, ProxyVerdict.Supported)]
    [InlineData(ProxyRelation.NotLess, Verdict.Behind, null, ProxyVerdict.Contradicted)]
    [InlineData(ProxyRelation.NotLess, Verdict.Undecided, null, ProxyVerdict.Undecided)]
    public void The_rule_is_the_stated_one(object relation, Verdict found, double? gain, ProxyVerdict expected) =>
        Assert.Equal(expected, ProxyRule.Of((ProxyRelation)relation, found, margin: 0.01, gain));

    [Fact]
    public void Recorded_numbers_decide_and_others_decide_otherwise()
    {
        ProxyVerdict Asked(params double[] points) => SampleStudy.Ahead.Ask(SampleStudy.Differing(points)).Verdict;

        Assert.Equal(ProxyVerdict.Supported, Asked(1.9, 2.0, 2.1, 2.0, 2.1));
        Assert.Equal(ProxyVerdict.Contradicted, Asked(-1.9, -2.0, -2.1, -2.0, -2.1));
        Assert.Equal(ProxyVerdict.Contradicted, Asked(-0.1, 0.0, 0.1, 0.0, 0.1));
        Assert.Equal(ProxyVerdict.Undecided, Asked(-2, 3, -1, 2, 1));
    }

    [Fact]
    public void The_answer_has_difference_interval_seeds_and_the_seeds_that_would_decide()
    {
        var clear = SampleStudy.Ahead.Ask(SampleStudy.Differing(1.9, 2.0, 2.1, 2.0, 2.0));
        Assert.Equal("1x: +2.00 points (+1.91 to +2.09, 5 seeds)", clear.Ours);
        Assert.Null(clear.SeedsToDecide);
        Assert.Equal("sandglass − inverted at 1x: the first is ahead by 2.00 points.", clear.Why);

        var open = SampleStudy.Ahead.Ask(SampleStudy.Differing(-2, 3, -1, 2, 1));
        Assert.InRange(open.SeedsToDecide!.Value, 6, 1000);
        Assert.Contains($"{open.SeedsToDecide} seeds would decide", open.Why);
    }

    [Theory]
    [InlineData(new[] { -0.4, -0.5, -0.6, -0.5, -0.5 }, "the first is behind by 0.50 points, less than the margin of 1.00 points.")]
    [InlineData(new[] { -0.1, 0.0, 0.1, 0.0, 0.1 }, "the first is equal within the margin of 1.00 points.")]
    public void The_reason_has_the_words_of_the_verdict(double[] points, string why) =>
        Assert.Equal($"sandglass − inverted at 1x: {why}", SampleStudy.Ahead.Ask(SampleStudy.Differing(points)).Why);

    [Fact]
    public void A_comparison_planned_the_other_way_round_is_turned()
    {
        var turned = SampleStudy.Ahead with { First = "inverted", Second = "sandglass" };
        var answer = turned.Ask(SampleStudy.Differing(1.9, 2.0, 2.1, 2.0, 2.0));

        Assert.Equal((ProxyVerdict.Contradicted, "1x: −2.00 points (−2.09 to −1.91, 5 seeds)"), (answer.Verdict, answer.Ours));
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
        var asked = new StudyMeasurement("detection", new StudyPart("area", IsColumn: true), "sandglass", "inverted", ProxyRelation.More, 0.009);
        ProxyAnswer Asked(params double[] points) => asked.Ask(new RecordedOutcomes(study => study != "detection"
            ? null
            : SampleStudy.Column("area", [], ("sandglass", [.. points.Select(p => 0.5 + (p / 100))]), ("inverted", [.. points.Select(_ => 0.5)]))));

        Assert.Equal((ProxyVerdict.Supported, "area: +2.00 points (+1.75 to +2.25, 3 seeds)"), (Asked(1.9, 2, 2.1).Verdict, Asked(1.9, 2, 2.1).Ours));
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
}
