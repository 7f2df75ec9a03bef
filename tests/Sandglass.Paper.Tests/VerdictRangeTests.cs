using System.Globalization;
using CsCheck;
using Sandglass.Studies;

namespace Sandglass.Paper.Tests;

public class VerdictRangeTests
{
    // Half of the interval of five seeds is 2.776445 standard deviations over the root of five, and published is +1.35 (1.34934): 0.0878 points of the first record, 2.5746 of the others.
    [Theory]
    [InlineData(true, new[] { 0.4, 0.5, 0.6, 0.5, 0.5 }, ProxyVerdict.Supported, "contradicted below +0.09")]
    [InlineData(true, new[] { -2.0, 3, -1, 2, 1 }, ProxyVerdict.Undecided, "contradicted below −1.23; supported from +2.57 on")]
    [InlineData(true, new[] { -4.0, 1, -3, 0, -1 }, ProxyVerdict.Contradicted, "undecided from −1.23 to +2.57; supported from +2.57 on")]
    [InlineData(false, new[] { -2.0, 3, -1, 2, 1 }, ProxyVerdict.Undecided, "supported from +1.57 on; contradicted below −2.57")]
    public void Borders_are_where_the_interval_leaves_what_it_is_held_against(bool isMore, double[] points, ProxyVerdict verdict, string otherwise)
    {
        var asked = SampleStudy.Ahead with { Relation = isMore ? ProxyRelation.More : ProxyRelation.NotLess, Published = isMore ? SampleStudy.Ahead.Published : null };
        var change = asked.WhatWouldChange(SampleStudy.Differing(points));
        Assert.Equal((verdict, otherwise, 5), (change.Verdict, change.Otherwise, change.Seeds));
        Assert.Equal(asked.Ask(SampleStudy.Differing(points)).Verdict, change.Verdict);
    }

    // The rule itself is asked on both sides of each border, of records that have this difference.
    [Fact]
    public void A_record_with_a_difference_beside_a_border_has_the_verdict_of_that_side() => Gen.Double[-3, 3].Array[3, 6].Select(Gen.Bool).Sample((points, isMore) =>
    {
        var asked = isMore ? SampleStudy.Ahead : SampleStudy.Ahead with { Relation = ProxyRelation.NotLess, Published = null };
        var ranges = asked.Ranges(ComparisonOutcome.Of(SampleStudy.Record(points))[0]);
        Assert.Equal((ProxyVerdict.Contradicted, ProxyVerdict.Supported), (ranges[0].Verdict, ranges[^1].Verdict));
        foreach (var (below, above) in ranges.Zip(ranges.Skip(1)))
        {
            Assert.Equal(below.To, above.From);
            Assert.Equal(below.Verdict, Asked(100 * above.From - Within(below)));
            Assert.Equal(above.Verdict, Asked(100 * above.From + Within(above)));
        }

        // A range between two borders may be narrower than a thousandth of a point, as that of seeds at −0.0707, 0, 1, 0 and 0.
        static double Within(VerdictRange range) => Math.Min(0.001, 100 * (range.To - range.From) / 2);

        ProxyVerdict Asked(double mean) => asked.Ask(SampleStudy.Differing([.. points.Select(point => point - points.Average() + mean)])).Verdict;
    });

    [Fact]
    public void Other_comparisons_of_the_family_stay_as_they_are()
    {
        (string, double[])[] arms = [("a", [2.0, 2.1, 2.3]), ("b", [1.987, 2.08, 2.273]), ("c", [2.0, 2.2, 2.0])];
        var asked = new StudyMeasurement("any", new StudyPart("area", IsColumn: true), "a", "b", ProxyRelation.More, Published: null);
        double Border(params PlannedComparison[] planned) => asked.Ranges(ComparisonOutcome.Of(SampleStudy.Column("area", planned, arms), "area", "", "a", "b")!)[^1].From;

        var alone = Border(new PlannedComparison("a", "b", "", IsPrimary: true)); // t of two degrees of freedom: 4.302653 at 5 %, 6.205347 at 2.5 %
        var corrected = Border(new PlannedComparison("a", "b", "", IsPrimary: true), new PlannedComparison("a", "c", "", IsPrimary: true));
        Assert.Equal(6.205347 / 4.302653, corrected / alone, 1e-6);
    }

    [Fact]
    public void Seeds_are_told_whatever_the_verdict_and_one_seed_needs_a_second()
    {
        Assert.InRange(SampleStudy.Ahead.WhatWouldChange(SampleStudy.Differing(0.4, 0.5, 0.6, 0.5, 0.5)).SeedsToDecide!.Value, 2, 5);
        var single = SampleStudy.Ahead.WhatWouldChange(SampleStudy.Differing(1));
        Assert.Equal((ProxyVerdict.Undecided, "any, with a second seed", null), (single.Verdict, single.Otherwise, single.SeedsToDecide));
    }

    [Fact]
    public void What_is_not_recorded_says_what_to_run()
    {
        var change = (SampleStudy.Ahead with { Study = "variants" }).WhatWouldChange(SampleStudy.Differing(1, 1));
        Assert.Equal(new ProxyChange("variants: sandglass > inverted at 1x", ProxyVerdict.NotRecorded, "", "run workbench study run variants --record", 0, null), change);
        Assert.Equal("run workbench study run inside --record", new InsideMeasurement(InsideQuantity.InformationLoss, "sandglass", "inverted").WhatWouldChange(SampleStudy.Differing(1, 1)).Otherwise);
    }

    // As where "contradicted" ends just below the place from which the arms are equal within the margin.
    [Fact]
    public void A_range_between_two_others_is_found_narrower_than_a_step()
    {
        var ranges = VerdictRange.Of(at => at < 0.3 ? ProxyVerdict.Contradicted : at < 0.3 + 1e-6 ? ProxyVerdict.Undecided : ProxyVerdict.Supported, reach: 1);
        Assert.Equal([ProxyVerdict.Contradicted, ProxyVerdict.Undecided, ProxyVerdict.Supported], ranges.Select(range => range.Verdict));
        Assert.Equal(1e-6, ranges[1].To - ranges[1].From, 1e-9);
    }

    // Two conditions that change at the same place are rounded differently: what lies between is no verdict.
    [Fact]
    public void What_rounding_leaves_between_two_ranges_is_none()
    {
        VerdictRange[] ranges = [.. VerdictRange.Of(
            at => at < 0.3 ? ProxyVerdict.Contradicted : at is < 0.3 + 1e-14 or (> 0.5 and < 0.5 + 1e-13) ? ProxyVerdict.Undecided : ProxyVerdict.Supported, reach: 1)];
        Assert.Equal([ProxyVerdict.Contradicted, ProxyVerdict.Supported], ranges.Select(range => range.Verdict));
        Assert.Equal(0.3, ranges[1].From, 1e-9);
    }

    [Fact]
    public void A_range_may_come_twice_and_the_nearest_is_told_first()
    {
        var ranges = VerdictRange.Of(
            at => at < -2 ? ProxyVerdict.Contradicted : at is > 0 and < 1 or > 3 ? ProxyVerdict.Supported : ProxyVerdict.Undecided, reach: 1);
        Assert.Equal([-2, 0, 1, 3], ranges.Skip(1).Select(range => Math.Round(range.From, 6)));
        Assert.Equal(
            "undecided from 1 to 3; undecided from -2 to 0; supported from 3 on; contradicted below -2",
            VerdictRange.Words(ranges, 0.6, value => value.ToString("0.#", CultureInfo.InvariantCulture)));
    }
}
