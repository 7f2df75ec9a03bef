using CsCheck;
using Sandglass.Detection.Boxes;

namespace Sandglass.Detection.Tests.Boxes;

public class IntersectionOverUnionTests
{
    [Fact]
    public void Boxes_that_share_a_quarter_of_each_overlap_by_a_seventh() =>
        Assert.Equal(1 / 7f, IntersectionOverUnion.Of(new Box(0, 0, 2, 2), new Box(1, 1, 3, 3)), 1e-7f);

    [Fact]
    public void Boxes_apart_or_empty_do_not_overlap()
    {
        Assert.Equal(0, IntersectionOverUnion.Of(new Box(0, 0, 1, 1), new Box(1, 0, 2, 1)));
        Assert.Equal(0, IntersectionOverUnion.Of(new Box(0.5f, 0.5f, 0.5f, 0.5f), new Box(0.5f, 0.5f, 0.5f, 0.5f)));
        Assert.Equal(0, IntersectionOverUnion.Of(new Box(0, 0, 1, 1), new Box(0.8f, 0, 0.2f, 1)));
    }

    [Fact]
    public void It_is_the_share_of_grid_cells_that_both_cover() =>
        Gen.Select(RandomBoxes.OnGrid, RandomBoxes.OnGrid).Sample((a, b) =>
        {
            var (both, either) = (0, 0);
            for (var cell = 0; cell < 64; cell++)
            {
                var (x, y) = (((cell % 8) + 0.5f) / 8, ((cell / 8) + 0.5f) / 8);
                var (inA, inB) = (Holds(a, x, y), Holds(b, x, y));
                both += inA && inB ? 1 : 0;
                either += inA || inB ? 1 : 0;
            }

            return Math.Abs(((float)both / either) - IntersectionOverUnion.Of(a, b)) < 1e-6f && IntersectionOverUnion.Of(a, b) == IntersectionOverUnion.Of(b, a);
        });

    private static bool Holds(Box box, float x, float y) => x > box.Left && x < box.Right && y > box.Top && y < box.Bottom;
}
