using Sandglass.Images.Transforms;
using Sandglass.Runtime;

namespace Sandglass.Images.Tests.Transforms;

public class RandomCropTests
{
    [Theory]
    [InlineData(500, 375, 0.08)]
    [InlineData(64, 64, 0.5)]
    [InlineData(37, 90, 0.08)]
    public void Boxes_lie_in_the_picture_and_keep_to_area_and_ratio(int width, int height, double least)
    {
        var random = new RandomStreams(1).Open("crops");
        var boxes = Enumerable.Range(0, 2000).Select(_ => RandomCrop.Draw(width, height, least, random)).ToArray();
        Assert.All(boxes, box => box.RequireWithin(width, height));
        var tried = boxes.Where(box => box != RandomCrop.Fallback(width, height)).ToArray();
        Assert.True(tried.Length > 1000);
        Assert.All(tried, box =>
        {
            // Sides are whole numbers, half a pixel from what was drawn.
            Assert.InRange((box.Width + 0.5) * (box.Height + 0.5) / (width * height), least, double.MaxValue);
            Assert.InRange((box.Width + 0.5) / (box.Height - 0.5), 0.75, double.MaxValue);
            Assert.InRange((box.Width - 0.5) / (box.Height + 0.5), 0, 4.0 / 3);
        });
        Assert.Contains(tried, box => box.Width > box.Height);
        Assert.Contains(tried, box => box.Width < box.Height);
    }

    [Fact]
    public void The_area_is_uniform_as_far_as_boxes_fit()
    {
        var random = new RandomStreams(2).Open("crops");
        var shares = Enumerable.Range(0, 4000).Select(_ => RandomCrop.Draw(1000, 1000, 0.1, random)).Select(box => box.Width * box.Height / 1e6).Order().ToArray();
        Assert.InRange(shares[0], 0.0999, 0.105);

        // Above 3/4 a share s fits with probability -ln s / ln(4/3), else it is drawn again: of 0.9, 0.769 are left.
        Assert.InRange(shares.Count(share => share < 0.4) / 4000.0, (0.3 / 0.769) - 0.03, (0.3 / 0.769) + 0.03);
        Assert.InRange(shares.Count(share => share < 0.7) / 4000.0, (0.6 / 0.769) - 0.03, (0.6 / 0.769) + 0.03);
    }

    // What torchvision's get_params gives after ten tries.
    [Theory]
    [InlineData(1000, 100, 433, 0, 133, 100)]
    [InlineData(30, 200, 0, 80, 30, 40)]
    [InlineData(100, 100, 0, 0, 100, 100)]
    [InlineData(1000, 10, 493, 0, 13, 10)]
    public void If_none_fits_the_centre_is_taken(int width, int height, int left, int top, int across, int down)
    {
        Assert.Equal(new PixelBox(left, top, across, down), RandomCrop.Fallback(width, height));
        if (width > 10 * height)
        {
            Assert.Equal(new PixelBox(left, top, across, down), RandomCrop.Draw(width, height, 0.5, new RandomStreams(1).Open("crops")));
        }
    }

    [Fact]
    public void The_smallest_pictures_can_be_cropped()
    {
        var random = new RandomStreams(3).Open("crops");
        foreach (var (width, height) in ((int, int)[])[(1, 1), (1, 2), (2, 1), (1, 5000), (5000, 1)])
        {
            RandomCrop.Draw(width, height, 0.08, random).RequireWithin(width, height);
        }
    }
}
