using CsCheck;
using Sandglass.Detection.Boxes;

namespace Sandglass.Detection.Tests.Boxes;

public class PriorMatchingTests
{
    private static readonly Box Left = new(0, 0, 0.5f, 1);
    private static readonly Box Right = new(0.5f, 0, 1, 1);

    [Fact]
    public void A_prior_takes_the_object_it_overlaps_most()
    {
        var matches = PriorMatching.Match([Left, Right], [new Box(0.55f, 0, 1, 1), new Box(0, 0, 0.45f, 1)]);
        Assert.Equal([1, 0], matches);
    }

    [Fact]
    public void An_object_that_overlaps_no_prior_by_half_still_takes_its_best()
    {
        var matches = PriorMatching.Match([Left, Right], [new Box(0.6f, 0.4f, 0.7f, 0.5f)]);
        Assert.Equal([PriorMatching.Background, 0], matches);
    }

    [Fact]
    public void A_prior_that_is_best_for_two_stands_for_the_later() =>
        Assert.Equal([1], PriorMatching.Match([Left], [Left, new Box(0, 0, 0.5f, 0.9f)]));

    [Fact]
    public void An_image_without_objects_is_all_background() =>
        Assert.All(PriorMatching.Match([Left, Right], []), match => Assert.Equal(PriorMatching.Background, match));

    [Fact]
    public void It_does_what_the_rules_say_one_after_the_other() =>
        Gen.Select(RandomBoxes.Any.Array[1, 40], RandomBoxes.Any.Array[0, 6], Gen.Float[0.1f, 0.9f]).Sample((priors, objects, threshold) =>
            Assert.Equal(ByTheRules(priors, objects, threshold), PriorMatching.Match(priors, objects, threshold)));

    // The whole table of overlaps, and the sentences of the documentation in their order.
    private static int[] ByTheRules(Box[] priors, Box[] objects, float threshold)
    {
        var overlaps = priors.Select(prior => objects.Select(o => IntersectionOverUnion.Of(prior, o)).ToArray()).ToArray();
        var matches = overlaps.Select(row => row.Length > 0 && row.Max() >= threshold ? Array.IndexOf(row, row.Max()) : -1).ToArray();
        for (var o = 0; o < objects.Length; o++)
        {
            var column = overlaps.Select(row => row[o]).ToArray();
            matches[Array.IndexOf(column, column.Max())] = o;
        }

        return matches;
    }
}
