using CsCheck;
using Sandglass.Detection.Boxes;

namespace Sandglass.Detection.Tests.Boxes;

public class MultiBoxTargetsTests
{
    private static readonly BoxCoding Coding = BoxCoding.Of(PriorPlan.SsdLite320);
    private static readonly Box[] Priors = [new(0, 0, 0.5f, 0.5f), new(0.5f, 0, 1, 0.5f), new(0, 0.5f, 1, 1)];

    [Fact]
    public void A_matched_prior_has_its_objects_class_after_background_and_its_offset()
    {
        var truth = new LabelledBox(new Box(0.5f, 0.05f, 1, 0.5f), 6);
        var targets = MultiBoxTargets.Of([[], [truth]], Priors, Coding);
        Assert.Equal([0, 0, 0, 0, 7, 0], targets.Labels);
        var offset = Coding.Encode(truth.Box, Priors[1]);
        Assert.Equal([(float)offset.X, (float)offset.Y, (float)offset.Width, (float)offset.Height], targets.Offsets[16..20]);
        Assert.Equal([4L], targets.Positives());
    }

    [Fact]
    public void A_difficult_object_is_not_learnt() =>
        Assert.Empty(MultiBoxTargets.Of([[new LabelledBox(Priors[0], 0, Difficult: true)]], Priors, Coding).Positives());

    [Fact]
    public void Three_background_priors_count_for_each_object_of_their_image_and_they_are_the_hardest() => Gen.Select(
        Gen.Int[1, 4], Gen.Int[1, 60], Gen.Int[0, 1_000_000]).Sample((images, priors, seed) =>
    {
        var random = new Random(seed);
        long[] labels = [.. Enumerable.Range(0, images * priors).Select(_ => random.Next(8) == 0 ? random.Next(1, 5) : 0L)];
        float[] losses = [.. labels.Select(_ => random.Next(10) / 3f)];
        var chosen = HardNegatives.Choose(new MultiBoxTargets(images, priors, labels, []), losses);
        for (var n = 0; n < images; n++)
        {
            var all = Enumerable.Range(n * priors, priors).ToArray();
            var positives = all.Count(i => labels[i] > 0);
            var wanted = all.Where(i => labels[i] == 0).OrderByDescending(i => losses[i]).Take(3 * positives).Order();
            Assert.Equal(wanted, chosen.Where(i => i / priors == n).Select(i => (int)i));
        }
    });
}
