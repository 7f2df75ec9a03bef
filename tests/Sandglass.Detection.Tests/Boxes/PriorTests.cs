using Sandglass.Detection.Boxes;
using Sandglass.Detection.Networks;

namespace Sandglass.Detection.Tests.Boxes;

public class PriorTests
{
    private static readonly Box[] Priors = SsdLite.MobileNeXt().PriorBoxes();

    [Fact]
    public void SSDLite320_has_3234() => Assert.Equal(3234, Priors.Length); // 6 (400 + 100 + 25 + 9 + 4 + 1)

    [Fact]
    public void The_plan_knows_how_many_there_are_before_they_are_made() => Assert.Equal(3234, SsdLite.MobileNetV2().PriorCount);

    // By hand: centre (i + 0.5) · stride, sides from sizes and ratio, all over 320.
    [Theory]
    [InlineData(0, 8.0, 8.0, 45.0, 45.0)] // first level, first place: the small square
    [InlineData(1, 8.0, 8.0, 73.484692, 73.484692)] // the large one: √(45 · 120)
    [InlineData(2, 8.0, 8.0, 63.639610, 31.819805)] // 2 : 1, lying
    [InlineData(3, 8.0, 8.0, 31.819805, 63.639610)] // 1 : 2, standing
    [InlineData(5, 8.0, 8.0, 25.980762, 77.942286)] // 1 : 3
    [InlineData(6, 24.0, 8.0, 45.0, 45.0)] // the next place lies to the right
    [InlineData(120, 8.0, 24.0, 45.0, 45.0)] // after 20 places of 6 boxes the next row begins
    [InlineData(2400, 16.0, 16.0, 90.0, 90.0)] // second level
    [InlineData(3150 + 6, 180.0, 60.0, 180.0, 180.0)] // fourth level: stride 120 on 3 places
    [InlineData(3233, 160.0, 160.0, 155.884573, 320.0)] // the last: 1 : 3, of √3 · 270 = 467.7 clipped to the image's height
    public void A_few_of_them_by_hand(int index, double x, double y, double width, double height)
    {
        var box = Priors[index];
        Assert.Equal(x, 320 * (box.Left + box.Right) / 2, 1e-4);
        Assert.Equal(y, 320 * (box.Top + box.Bottom) / 2, 1e-4);
        Assert.Equal(width, 320 * box.Width, 1e-4);
        Assert.Equal(height, 320 * box.Height, 1e-4);
    }

    [Fact]
    public void Together_they_are_those_of_the_released_code()
    {
        Assert.Equal(1620.375, Priors.Sum(box => ((double)box.Left + box.Right) / 2), 1e-3);
        Assert.Equal(1620.375, Priors.Sum(box => ((double)box.Top + box.Bottom) / 2), 1e-3);
        Assert.Equal(716.6623, Priors.Sum(box => (double)box.Width), 1e-3);
        Assert.Equal(716.6623, Priors.Sum(box => (double)box.Height), 1e-3);
    }

    [Fact]
    public void None_is_larger_than_the_image_and_all_centres_lie_in_it() => Assert.All(Priors, box =>
    {
        Assert.InRange(box.Width, 0, 1 + 1e-6f);
        Assert.InRange(box.Height, 0, 1 + 1e-6f);
        Assert.InRange((box.Left + box.Right) / 2, 0, 1);
        Assert.InRange((box.Top + box.Bottom) / 2, 0, 1);
    });
}
