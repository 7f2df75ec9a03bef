using Benchmarks.Detection;
using CsCheck;
using Sandglass.Detection.Boxes;

namespace Sandglass.Detection.Tests.Boxes;

public class SuppressionTests
{
    private static readonly Box[] Three = [new(0, 0, 0.5f, 0.5f), new(0, 0, 0.5f, 0.45f), new(0.5f, 0.5f, 1, 1)];

    [Fact]
    public void The_worse_of_two_that_overlap_goes_and_the_one_apart_stays()
    {
        var kept = new NonMaximumSuppression(new SuppressionRule(), 1).Run([0.5f, 0.5f, 0.4f, 0.6f, 0.8f, 0.2f], Three);
        Assert.Equal([new ScoredBox(Three[1], 0, 0.6f), new ScoredBox(Three[2], 0, 0.2f)], kept);
    }

    [Fact]
    public void Boxes_of_different_classes_do_not_suppress_each_other()
    {
        var kept = new NonMaximumSuppression(new SuppressionRule(), 2).Run([0.1f, 0.8f, 0.0f, 0.3f, 0.1f, 0.7f, 1, 0, 0], Three);
        Assert.Equal([new ScoredBox(Three[0], 0, 0.8f), new ScoredBox(Three[1], 1, 0.7f)], kept);
    }

    [Fact]
    public void It_keeps_what_the_plain_definition_keeps() => Gen.Select(
        RandomBoxes.Any.Array[0, 120],
        Gen.Int[1, 4],
        Gen.Int[1, 12],
        Gen.Int[1, 12],
        Gen.Float[0.05f, 0.95f],
        Gen.Int[0, 1_000_000]).Sample((boxes, classes, perClass, perImage, overlap, seed) =>
    {
        var scores = Scores(boxes.Length * (classes + 1), seed);
        var rule = new SuppressionRule { ScoreThreshold = 0.2f, PerClass = perClass, PerImage = perImage, Overlap = overlap };
        Assert.Equal(PlainSuppression.Run(rule, classes, scores, boxes), new NonMaximumSuppression(rule, classes).Run(scores, boxes));
    });

    [Fact]
    public void It_may_be_used_for_images_one_after_the_other()
    {
        var used = new NonMaximumSuppression(new SuppressionRule(), 3);
        for (var image = 1; image < 6; image++)
        {
            var boxes = Three[..(image % 4)];
            var scores = Scores(4 * boxes.Length, image);
            Assert.Equal(new NonMaximumSuppression(new SuppressionRule(), 3).Run(scores, boxes), used.Run(scores, boxes));
        }
    }

    // Few different scores, so that some tie.
    private static float[] Scores(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(20) / 20f)];
    }
}
