using Sandglass.Detection.Boxes;
using Sandglass.Detection.Metric;

namespace Sandglass.Detection.Tests.Metric;

/// <summary>Cases small enough to be computed by hand.</summary>
public class VocMetricTests
{
    private static readonly Box Here = new(0, 0, 10, 10);
    private static readonly Box There = new(50, 50, 60, 60);
    private static readonly Box Elsewhere = new(80, 80, 90, 90);

    [Fact]
    public void All_found_is_one()
    {
        var result = Of([Truth(Here), Truth(There)], [Says(Here, 0.9f), Says(There, 0.8f)]);
        Assert.Equal((1, 1), (result.ElevenPoint, result.Area));
    }

    [Fact]
    public void Nothing_said_is_zero()
    {
        var result = Of([Truth(Here)], []);
        Assert.Equal((0, 0), (result.ElevenPoint, result.Area));
        Assert.Empty(result.Curve.Recall);
    }

    [Fact]
    public void A_mistake_between_two_hits()
    {
        // Found, wrong, found: precision 1 at recall 1/2, 2/3 at recall 1.
        var result = Of([Truth(Here), Truth(There)], [Says(Here, 0.9f), Says(Elsewhere, 0.8f), Says(There, 0.7f)]);
        Assert.Equal([0.5, 0.5, 1], result.Curve.Recall);
        Assert.Equal([1, 0.5, 2 / 3.0], result.Curve.Precision);
        Assert.Equal(((6 * 1) + (5 * 2 / 3.0)) / 11, result.ElevenPoint, 1e-12);
        Assert.Equal((0.5 * 1) + (0.5 * 2 / 3), result.Area, 1e-12);
        Assert.Equal(2 / 3.0, result.Curve.BestPrecisionFrom(0.6));
    }

    [Fact]
    public void Naming_an_object_twice_is_wrong_once()
    {
        var result = Of([Truth(Here)], [Says(Here, 0.9f), Says(Here, 0.95f)]);
        Assert.Equal([1, 0.5], result.Curve.Precision);
        Assert.Equal(0.949999988079071, result.Curve.Score[0]);
        Assert.Equal(1, result.Area);
    }

    [Fact]
    public void Difficult_objects_are_neither_found_nor_missed()
    {
        // Twice at the difficult one is ignored twice, and it is not among the objects to be found.
        var result = Of([Truth(Here, difficult: true), Truth(There)], [Says(Here, 0.9f), Says(Here, 0.8f), Says(There, 0.7f)]);
        Assert.Equal((1, 1), (result.ElevenPoint, result.Area));
        Assert.Single(result.Curve.Recall);
        Assert.Equal(1, result.Curve.Objects);
    }

    [Fact]
    public void A_class_without_objects_has_no_precision_and_is_not_in_the_mean()
    {
        var metric = new VocMetric(3);
        metric.Add([Truth(Here), Truth(There, difficult: true) with { Class = 1 }], [Says(Here, 0.9f), Says(Here, 0.9f) with { Class = 2 }]);
        var result = metric.Result();
        Assert.True(double.IsNaN(result.Classes[1].ElevenPoint) && double.IsNaN(result.Classes[2].Area));
        Assert.Equal((1, 1), (result.MeanElevenPoint, result.MeanArea));
        Assert.True(double.IsNaN(new VocMetric(3).Result().MeanArea));
    }

    [Fact]
    public void Half_the_union_is_enough_and_less_is_not()
    {
        // The lower half of a box and the whole: 50 of 100.
        Assert.Equal(1, Of([Truth(Here)], [Says(new Box(0, 5, 10, 10), 1)]).Area);
        Assert.Equal(0, Of([Truth(Here)], [Says(new Box(0, 5.01f, 10, 10), 1)]).Area);
    }

    [Fact]
    public void Inclusive_pixels_are_edges()
    {
        // The devkit's pixels 1 to 10 and 6 to 15: five of fifteen columns, each with its "+ 1".
        Assert.Equal(1 / 3.0, Overlap.Of(new Box(0, 0, 10, 10), new Box(5, 0, 15, 10)), 1e-12);
        // The same as shares of 500 x 20.
        Assert.Equal(1 / 3.0, Overlap.Of(new Box(0, 0, 0.02f, 0.5f), new Box(0.01f, 0, 0.03f, 0.5f)), 1e-6);
        Assert.Equal(0, Overlap.Of(Here, new Box(10, 0, 20, 10)));
    }

    [Fact]
    public void The_most_overlapped_object_counts_even_when_it_is_taken()
    {
        // The second detection overlaps both objects by more than half, and the taken one more: the devkit calls it wrong.
        var taken = new Box(0, 0, 10, 10);
        var free = new Box(0, 2, 10, 12);
        var result = Of([Truth(taken), Truth(free)], [Says(taken, 0.9f), Says(new Box(0, 0.5f, 10, 10.5f), 0.8f)]);
        Assert.Equal([1, 0.5], result.Curve.Precision);
    }

    [Fact]
    public void Equal_scores_keep_the_order_of_images_then_of_lists()
    {
        var metric = new VocMetric(1);
        metric.Add([Truth(Here)], [Says(Elsewhere, 0.5f), Says(Here, 0.5f)]);
        metric.Add([Truth(There)], [Says(There, 0.5f)]);
        Assert.Equal([0, 0.5, 1], metric.Result().Classes[0].Curve.Recall);
        Assert.Equal(2, metric.Images);
    }

    [Fact]
    public void Three_of_ten_reach_the_third_tenth()
    {
        // 3 / 10 in floating point is less than 3 x 0.1: compared so, one of the eleven points would be lost.
        Box[] boxes = [.. Enumerable.Range(0, 10).Select(i => new Box(20 * i, 0, (20 * i) + 10, 10))];
        var result = Of([.. boxes.Select(box => Truth(box))], [.. boxes.Take(3).Select(box => Says(box, 1))]);
        Assert.Equal(4 / 11.0, result.ElevenPoint, 1e-12);
    }

    [Fact]
    public void Unusable_detections_are_refused()
    {
        var metric = new VocMetric(1);
        Assert.Throws<ArgumentException>(() => metric.Add([], [Says(Here, float.NaN)]));
        Assert.Throws<ArgumentException>(() => metric.Add([], [Says(Here, 1) with { Class = 1 }]));
        Assert.Throws<ArgumentException>(() => metric.Add([Truth(Here) with { Class = -1 }], []));
        Assert.Equal(0, metric.Images);
    }

    private static ClassPrecision Of(LabelledBox[] truths, ScoredBox[] detections)
    {
        var metric = new VocMetric(1);
        metric.Add(truths, detections);
        return metric.Result().Classes[0];
    }

    private static LabelledBox Truth(Box box, bool difficult = false) => new(box, 0, difficult);

    private static ScoredBox Says(Box box, float score) => new(box, 0, score);
}
